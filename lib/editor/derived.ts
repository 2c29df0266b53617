import { DesignIndex } from "#lib/analysis/design-index.ts";
import type { Config, Design } from "#lib/model/design.ts";
import { type Placement, placementOf } from "#lib/model/geometry.ts";
import type { Id } from "#lib/model/schema.ts";
import { type LintResult, lintSteps } from "#lib/rules/lint.ts";
import type { Finding } from "#lib/rules/rule.ts";
import { type Ruling, rulingFor } from "#lib/rules/ruling.ts";
import { Wording } from "#lib/rules/words.ts";

const always = (): boolean => true;

/** Everything that follows from one design value; computed on first use, once. */
export class Derived {
  readonly design: Design;
  /** How the rules are set around the design; what the design says itself wins. */
  readonly defaults: readonly Config[];
  readonly #today: string | undefined;
  #index: DesignIndex | undefined;
  #ruling: Ruling | undefined;
  #pass: ReturnType<typeof lintSteps> | undefined;
  #result: LintResult | undefined;
  #wording: Wording | undefined;
  #byElement: ReadonlyMap<Id, readonly Finding[]> | undefined;
  readonly #placements = new Map<string, Placement>();

  constructor(design: Design, today: string | undefined, defaults: readonly Config[] = []) {
    this.design = design;
    this.defaults = defaults;
    this.#today = today;
  }
  get index(): DesignIndex {
    return (this.#index ??= new DesignIndex(this.design));
  }
  /** What is in force for this design value. */
  get ruling(): Ruling {
    return (this.#ruling ??= rulingFor(this.design, { defaults: this.defaults }));
  }
  /** Goes on checking the design until `hasTime` says no, a step at a time; whether the result is there. */
  check(hasTime: () => boolean): boolean {
    while (!this.#result && hasTime()) {
      const step = (this.#pass ??= lintSteps(this.design, { index: this.index, ruling: this.ruling, today: this.#today })).next();
      if (step.done) this.#result = step.value;
    }
    return this.#result !== undefined;
  }
  /** Findings, open questions and waived findings of this design value; checks what is not checked yet. */
  get result(): LintResult {
    this.check(always);
    return this.#result as LintResult; // A pass with all the time of the world ends.
  }
  /** The findings in words. */
  get wording(): Wording {
    return (this.#wording ??= new Wording(this.design, { index: this.index, ruling: this.ruling }));
  }
  /** Findings (not open questions) per element that they badge. */
  get findingsByElement(): ReadonlyMap<Id, readonly Finding[]> {
    return (this.#byElement ??= Map.groupBy(this.result.findings, (found) => found.element.id));
  }
  /** Where everything is drawn. */
  placement(groupBy: Parameters<typeof placementOf>[1] = "context"): Placement {
    let placement = this.#placements.get(groupBy);
    if (!placement) {
      placement = placementOf(this.design, groupBy);
      this.#placements.set(groupBy, placement);
    }
    return placement;
  }
}
