import { DesignIndex } from "#lib/analysis/design-index.ts";
import type { Design } from "#lib/model/design.ts";
import type { Finding, Rule, RuleContext } from "./rule.ts";
import { type Ruling, rulingFor } from "./ruling.ts";

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
  readonly #ruling: Ruling;

  constructor(design: Design, { index = new DesignIndex(design), ruling = rulingFor(design) }: { readonly index?: DesignIndex; readonly ruling?: Ruling } = {}) {
    this.context = contextOf(design, index, ruling);
    this.#ruling = ruling;
  }

  /** Title of the rule of a finding. */
  titleOf(found: Finding): string {
    return this.#ruling.ruleById(found.rule)?.title ?? found.rule;
  }

  /** The finding in words; an unknown rule (of a newer version) is named as such. */
  explain(found: Finding): Explained {
    const rule = this.#ruling.ruleById(found.rule);
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

const contextOf = (design: Design, index: DesignIndex, { settings }: Ruling): RuleContext => ({ design, index, settings, today: undefined });

/** Applies the quick fix of a finding; the same design when there is none or nothing is left to fix. */
export function applyFix(design: Design, found: Finding, ruling: Ruling = rulingFor(design)): Design {
  const fix = ruling.ruleById(found.rule)?.fix;
  return fix ? fix.apply(design, found, contextOf(design, new DesignIndex(design), ruling)) : design;
}

/** Applies the quick fixes of several findings one after the other. */
export const applyFixes = (design: Design, findings: readonly Finding[], ruling?: Ruling): Design => findings.reduce((fixed, found) => applyFix(fixed, found, ruling), design);
