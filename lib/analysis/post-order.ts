/**
 * Everything that can be reached, each once and after what it leads to, so that a value of the ends can be summed up towards the start.
 * In a circle the step that closes it is left out. Walks without recursion: a chain may be as long as it likes.
 */
export function postOrder<Item>(starts: Iterable<Item>, next: (item: Item) => Iterable<Item>): Item[] {
  const order: Item[] = [];
  const seen = new Set<Item>();
  for (const start of starts) {
    if (seen.has(start)) continue;
    seen.add(start);
    const path = [{ item: start, rest: next(start)[Symbol.iterator]() }];
    for (let top = path.at(-1); top; top = path.at(-1)) {
      const step = top.rest.next();
      if (step.done) {
        order.push(top.item);
        path.pop();
      } else if (!seen.has(step.value)) {
        seen.add(step.value);
        path.push({ item: step.value, rest: next(step.value)[Symbol.iterator]() });
      }
    }
  }
  return order;
}
