import { DesignIndex } from "#lib/analysis/design-index.ts";
import type { Design } from "#lib/model/design.ts";
import { type OwnRule, ownRuleSchema } from "#lib/model/own-rule.ts";
import type { Id } from "#lib/model/schema.ts";
import { lint } from "./lint.ts";
import { compileOwnRule } from "./own-rule.ts";
import { Wording } from "./words.ts";

/** What an own rule would say about a design, before it is one of its rules. */
export interface OwnRulePreview {
  /** Why it cannot be used, or will not do what it seems to say: sentences. */
  readonly problems: readonly string[];
  /** How many elements it looked at and passed. */
  readonly passes: number;
  readonly found: readonly { readonly element: Id; readonly message: string }[];
}

/** Tries a rule on a design; accepted risks and settings of the design do not count. */
export function previewOwnRule(own: OwnRule, design: Design, index = new DesignIndex(design)): OwnRulePreview {
  const parsed = ownRuleSchema.safeParse({ ...own, id: own.id || "draft", title: own.title });
  if (!parsed.success) return { problems: parsed.error.issues.map(({ path, message }) => `${path.join(".")}: ${message}`), passes: 0, found: [] };
  const { rule, problems } = compileOwnRule(parsed.data);
  const tried: Design = { ...design, waivers: [], config: { own: [parsed.data] } };
  const { findings, passes, ruling } = lint(tried, { index, rules: [rule] });
  const wording = new Wording(tried, { index, ruling });
  return { problems, passes: passes.get(rule.id) ?? 0, found: findings.map((found) => ({ element: found.element.id, message: wording.message(found) })) };
}
