import type { Connection } from "#lib/model/connection.ts";
import { type Design, emptyDesign } from "#lib/model/design.ts";
import type { Flow } from "#lib/model/flow.ts";
import { CLEAN } from "./clean.ts";
import { AT, SIZE, type Variant } from "./neighbourhood.ts";
import { NOISY } from "./noisy.ts";

const FILLINGS = { clean: CLEAN, noisy: NOISY } as const;
const SERVICES = [1, 2, 3, 4, 5, 6, 7, 8];

/** Random numbers from 0 to 1 that are the same in every run (mulberry32). */
function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/**
 * A design of so many components and twice as many connections, as a company grows them: neighbourhoods of a gateway, eight services, their databases, a cache,
 * a topic and queues; services call their neighbours and, now and then, the neighbourhood next door. The same seed gives the same design.
 */
export function generateDesign(size: number, variant: Variant, seed = 1): Design {
  const random = seeded(seed);
  const filling = FILLINGS[variant];
  const components = Array.from({ length: size }, (_, at) => filling.component(at));
  const connections: Connection[] = [];
  const connect = (from: number, to: number) => {
    const source = components[from];
    const target = components[to];
    if (!source || !target || source === target || connections.length === 2 * size) return;
    connections.push(filling.connection(source, target, connections.length));
  };
  for (let start = 0; start < size; start += SIZE) wire(start, connect);
  const pick = variant === "clean" ? shallow : deep;
  while (connections.length < 2 * size) {
    const start = Math.floor((random() * size) / SIZE) * SIZE;
    const [caller, callee] = pick(random);
    const nextDoor = random() < 0.15 && start + 2 * SIZE <= size;
    connect(start + caller, start + callee + (nextDoor ? SIZE : 0));
  }
  const flows = flowsOver(connections, Math.ceil(size / 10), variant, random);
  return {
    ...emptyDesign(`generated-${size}`, `Generated ${size}`),
    profile: "microservices",
    ...filling.surroundings(components),
    components,
    connections,
    flows,
  };
}

/** What every neighbourhood has. */
function wire(start: number, connect: (from: number, to: number) => void): void {
  connect(start + AT.client, start + AT.gateway);
  for (const service of SERVICES) {
    if (service <= 3) connect(start + AT.gateway, start + service);
    connect(start + service, start + AT.database + ((service - 1) >> 1));
    if (service <= 3) connect(start + service, start + AT.cache);
  }
  connect(start + 1, start + AT.topic);
  connect(start + AT.topic, start + AT.function);
  connect(start + 2, start + AT.queue);
  connect(start + AT.queue, start + 8);
  connect(start + 4, start + AT.external);
}

type Pick = (random: () => number) => readonly [caller: number, callee: number];
const below = (random: () => number, limit: number): number => Math.floor(random() * limit);

/** The front (1 to 3) calls the middle (4 and 5) or the back (6 to 8), the middle the back: no request waits along more than two calls. */
const shallow: Pick = (random) => {
  const caller = 1 + below(random, 5);
  return caller <= 3 ? [caller, 4 + below(random, 5)] : [caller, 6 + below(random, 3)];
};

/** Whoever stands further left calls whoever stands further right. */
const deep: Pick = (random) => {
  const caller = 1 + below(random, 7);
  return [caller, caller + 1 + below(random, 8 - caller)];
};

/** Walks from random calls on, a few connections each. */
function flowsOver(connections: readonly Connection[], count: number, variant: Variant, random: () => number): Flow[] {
  const leaving = Map.groupBy(connections, (connection) => connection.from);
  return Array.from({ length: count }, (_, number) => {
    const walk: string[] = [];
    let step = connections[below(random, connections.length)];
    while (step && walk.length < 6 && !walk.includes(step.id)) {
      walk.push(step.id);
      const next = leaving.get(step.to) ?? [];
      step = next[below(random, next.length)];
    }
    const filled = variant === "clean" ? { name: `Use case ${number}`, slo: { p99Ms: 500, availability: 0.999 } } : { slo: { p99Ms: 500, availability: 0.9995 } };
    return { id: `flow-${number}`, connections: walk, criticality: "normal", ...filled };
  });
}
