import { DesignIndex } from "#lib/analysis/design-index.ts";
import type { Design } from "#lib/model/design.ts";
import { ruleById } from "./catalogue.ts";
import type { Finding, Rule, RuleContext } from "./rule.ts";
import { resolveConfig } from "./settings.ts";

/** A finding in words. */
export interface Explained {
  readonly title: string;
  /** What is wrong here, or which number is missing. */
  readonly message: string;
  readonly why: string;
  readonly remedy: string;
}

/** Puts the findings of one design into words; make one per design value and ask it for what is shown. */
export class Wording {
  readonly context: RuleContext;

  constructor(design: Design, index: DesignIndex = new DesignIndex(design)) {
    this.context = { design, index, settings: resolveConfig(design.config).settings, today: undefined };
  }

  /** The finding in words; an unknown rule (of a newer version) is named as such. */
  explain(found: Finding): Explained {
    const rule = ruleById(found.rule);
    if (!rule) return { title: found.rule, message: `The rule ${found.rule} is not known to this version.`, why: "", remedy: "" };
    return { title: rule.title, message: this.#message(rule, found), why: rule.why, remedy: rule.remedy };
  }

  /** One sentence: what is wrong here, or which number is missing. */
  message(found: Finding): string {
    return this.explain(found).message;
  }

  #message(rule: Rule, found: Finding): string {
    if (found.missing) return `Cannot be decided yet: ${found.missing.join(", ")} ${found.missing.length === 1 ? "is" : "are"} missing.`;
    return rule.message({ target: found.target, element: found.element, data: found.data }, this.context);
  }
}

/** Applies the quick fix of a finding; the same design when there is none or nothing is left to fix. */
export function applyFix(design: Design, found: Finding): Design {
  const rule = ruleById(found.rule);
  if (!rule?.fix) return design;
  const context: RuleContext = { design, index: new DesignIndex(design), settings: resolveConfig(design.config).settings, today: undefined };
  return rule.fix.apply(design, found, context);
}

/** Applies the quick fixes of several findings one after the other. */
export const applyFixes = (design: Design, findings: readonly Finding[]): Design => findings.reduce(applyFix, design);
