import type { RenderedFinding, RenderedUndecided, RenderedWaived } from "#lib/model/rendered-finding.ts";
import type { Design } from "#lib/model/design.ts";
import type { LintResult } from "./lint.ts";
import { owaspTags } from "./owasp.ts";
import type { Finding } from "./rule.ts";
import { Wording } from "./words.ts";

/** The outcome of a pass in words, as exporters take it. */
export interface RenderedResult {
  readonly findings: readonly RenderedFinding[];
  readonly undecided: readonly RenderedUndecided[];
  readonly waived: readonly RenderedWaived[];
}

/** Puts a whole result into words. */
export function renderResult(design: Design, result: LintResult): RenderedResult {
  const { ruling } = result;
  const wording = new Wording(design, { ruling });
  const render = (found: Finding): RenderedFinding => {
    const tags = owaspTags(found.rule);
    return {
      rule: found.rule,
      severity: found.severity,
      ...wording.explain(found),
      target: found.target,
      element: found.element,
      ...(found.property !== undefined && { property: found.property }),
      fixable: found.fixable,
      sources: ruling.ruleById(found.rule)?.sources ?? [],
      ...(tags.length > 0 && { tags }),
      helpUri: `/rules/${found.rule}`,
    };
  };
  return {
    findings: result.findings.map(render),
    undecided: result.undecided.map((found) => ({ ...render(found), missing: found.missing ?? [] })),
    waived: result.waived.map(({ finding, waiver: { kind = "acceptedRisk", reason, owner, expires, decision } }) => ({
      ...render(finding),
      waiver: { kind, reason, owner, ...(expires !== undefined && { expires }), ...(decision !== undefined && { decision }) },
    })),
  };
}
