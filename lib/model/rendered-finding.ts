import type { Severity } from "./design.ts";
import type { Id } from "./schema.ts";

/** A finding in words, ready to be written down: documents, SARIF and lists are made from these, without knowing the rules. */
export interface RenderedFinding {
  /** Id of the rule, as `resilience/missing-timeout`. */
  readonly rule: string;
  readonly severity: Severity;
  /** Title of the rule. */
  readonly title: string;
  /** What is wrong here: one sentence. */
  readonly message: string;
  /** Why it matters. */
  readonly why: string;
  /** What to do. */
  readonly remedy: string;
  /** How the target is named in lists and files. */
  readonly target: string;
  /** The element to show. */
  readonly element: { readonly type: "design" | "component" | "connection" | "boundary" | "flow" | "saga"; readonly id: Id };
  /** Property of the element that is wrong or missing. */
  readonly property?: string;
  /** Whether a quick fix exists. */
  readonly fixable: boolean;
  /** Where the rule comes from: document and section. */
  readonly sources: readonly string[];
  /** Lists outside the product in which the rule has a place, as `OWASP-A04:2025`; left out when there is none. */
  readonly tags?: readonly string[];
  /** Whether a baseline already had it; left out when there is no baseline. */
  readonly baselineState?: "new" | "unchanged";
  /** Path of the rule's page, as `/rules/resilience/missing-timeout`. */
  readonly helpUri: string;
}

/** A question that a rule could not decide, in words. */
export interface RenderedUndecided extends RenderedFinding {
  /** What is missing, as `order.perInstanceRps`. */
  readonly missing: readonly string[];
}

/** A finding that was waived, in words: an accepted risk or one that does not apply, who answers for it and until when. */
export interface RenderedWaived extends RenderedFinding {
  readonly waiver: {
    readonly kind: "acceptedRisk" | "notApplicable";
    readonly reason: string;
    readonly owner: string;
    /** Last day on which it counts; left out when it has no end. */
    readonly expires?: string;
    readonly decision?: Id;
  };
}
