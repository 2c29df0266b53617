import type { Connection } from "#lib/model/connection.ts";
import type { Id } from "#lib/model/schema.ts";

const NONE: readonly Connection[] = [];

/**
 * Everything that can be reached over connections, each once and after what it leads to, so that a value of the ends can be summed up towards the start.
 * In a circle the step that closes it is left out. Walks without recursion: a chain may be as long as it likes.
 */
export function postOrder(leaving: ReadonlyMap<Id, readonly Connection[]>, starts: Iterable<Id> = leaving.keys()): Id[] {
  const order: Id[] = [];
  const seen = new Set<Id>();
  const path: { readonly id: Id; readonly steps: readonly Connection[]; next: number }[] = [];
  for (const start of starts) {
    if (seen.has(start)) continue;
    seen.add(start);
    path.push({ id: start, steps: leaving.get(start) ?? NONE, next: 0 });
    for (let top = path.at(-1); top; top = path.at(-1)) {
      const step = top.steps[top.next];
      top.next += 1;
      if (!step) {
        order.push(top.id);
        path.pop();
      } else if (!seen.has(step.to)) {
        seen.add(step.to);
        const steps = leaving.get(step.to);
        if (steps) path.push({ id: step.to, steps, next: 0 });
        else order.push(step.to);
      }
    }
  }
  return order;
}
