import type { Derived } from "#lib/editor/derived.ts";
import type { CommentTarget } from "#lib/editor/comments.ts";
import type { Finding } from "#lib/rules/rule.ts";

/** What a conversation is pinned to, in words: `Orders`, `Orders → Stock`, `Call without a circuit breaker: Orders → Stock`. */
export function targetWords(target: CommentTarget, derived: Derived): string {
  switch (target.kind) {
    case "design":
      return "The whole design";
    case "finding":
      return `${derived.result.ruling.ruleById(target.rule)?.title ?? target.rule}: ${nameOf(elementOf(target, derived) ?? target.id, derived) ?? target.id}`;
    default:
      return nameOf(target.id, derived) ?? "Something that was deleted";
  }
}

/** The element of the canvas that a conversation is about; nothing when it is about the design, or the element is gone. */
export function elementOf(target: CommentTarget, derived: Derived): string | undefined {
  if (target.kind === "design") return undefined;
  const { components, connections } = derived.index;
  const id = target.kind === "finding" ? (findingOf(target, derived)?.element.id ?? target.id) : target.id;
  return components.has(id) || connections.has(id) ? id : undefined;
}

/** The finding that a conversation is about, while there is one. */
export const findingOf = (target: CommentTarget, { result }: Derived): Finding | undefined =>
  target.kind === "finding" ? [...result.findings, ...result.undecided].find((found) => found.rule === target.rule && found.target === target.id) : undefined;

/** What a conversation about a finding is pinned to. */
export const findingTarget = (found: Finding): CommentTarget => ({ kind: "finding", rule: found.rule, id: found.target });

function nameOf(id: string, { index }: Derived): string | undefined {
  const connection = index.connections.get(id);
  if (connection) return `${index.nameOf(connection.from)} → ${index.nameOf(connection.to)}`;
  return index.components.get(id)?.name;
}
