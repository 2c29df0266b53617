import type { Design } from "#lib/model/design.ts";

/** The least that any tool must do to look at a design: parse the JSON, build the adjacency, walk the graph once. Returns how many components the walk met. */
export function floor(json: string): number {
  const { components, connections } = JSON.parse(json) as Design; // Written by this benchmark a moment ago.
  const numbers = new Map<string, number>();
  for (const component of components) numbers.set(component.id, numbers.size);
  const from = new Int32Array(connections.length);
  const to = new Int32Array(connections.length);
  const starts = new Int32Array(components.length + 1);
  for (const [at, connection] of connections.entries()) {
    const source = numbers.get(connection.from) ?? 0;
    from[at] = source;
    to[at] = numbers.get(connection.to) ?? 0;
    starts[source + 1] = (starts[source + 1] ?? 0) + 1;
  }
  for (let at = 1; at < starts.length; at += 1) starts[at] = (starts[at] ?? 0) + (starts[at - 1] ?? 0);
  const next = starts.slice();
  const targets = new Int32Array(connections.length);
  for (let at = 0; at < from.length; at += 1) {
    const source = from[at] ?? 0;
    const slot = next[source] ?? 0;
    targets[slot] = to[at] ?? 0;
    next[source] = slot + 1;
  }
  return reach(starts, targets);
}

function reach(starts: Int32Array, targets: Int32Array): number {
  const count = starts.length - 1;
  const seen = new Uint8Array(count);
  const queue = new Int32Array(count);
  let met = 0;
  for (let root = 0; root < count; root += 1) {
    if (seen[root]) continue;
    seen[root] = 1;
    queue[met] = root;
    let head = met;
    met += 1;
    for (; head < met; head += 1) {
      const here = queue[head] ?? 0;
      for (let at = starts[here] ?? 0; at < (starts[here + 1] ?? 0); at += 1) {
        const target = targets[at] ?? 0;
        if (seen[target]) continue;
        seen[target] = 1;
        queue[met] = target;
        met += 1;
      }
    }
  }
  return met;
}
