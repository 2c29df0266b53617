import type { Connection } from "#lib/model/connection.ts";
import type { Flow } from "#lib/model/flow.ts";
import { isCompute, isStore } from "#lib/model/kinds.ts";
import type { Id } from "#lib/model/schema.ts";
import { rootsOf, type Softness, softnessOf } from "./availability.ts";
import { carriedBy, feeds, isChannel, isDeadLetters } from "./channels.ts";
import type { DesignIndex } from "./design-index.ts";
import { writesData } from "./ownership.ts";

/*
 * What happens when a component is taken down (Q4). Failure runs against the arrows: who needs it and has nothing else fails too. Delay runs with them:
 * who hears of things through topics, queues and copies hears of them later. Recorded flows say which needs belong to which work: a failure does not run
 * over a connection that is walked only by flows which go on. Nothing depends on the order in which a design was drawn.
 */

/** What an outage does to a flow or a component, the worst first. */
export type Effect = "fails" | "degrades" | "delayed";

/** How an outage reaches a component. */
export interface Hit {
  readonly id: Id;
  readonly effect: "down" | Effect;
  /** The connection over which it is reached; nothing for what is down itself. */
  readonly through?: Connection;
  /** It may fail, but the flows through it do not show it: none of them walks over that connection. */
  readonly unrecorded?: boolean;
}

/** Why a flow does what it does while something is down. */
export type Reason =
  | "starts" // It begins at what is down.
  | "needs" // What is down is needed all the way.
  | "lost" // Messages are acknowledged before they are handled: those that arrive meanwhile are gone.
  | "undelivered" // It begins at a topic or queue that is down.
  | "starved" // It begins at a topic or queue that gets nothing from a component that fails.
  | "stale" // It reads a copy that is not brought up to date meanwhile.
  | "unrecorded" // A component on its way needs what is down; the flow does not walk over that connection.
  | Softness;

/** What an outage does to a flow. */
export interface FlowEffect {
  readonly flow: Flow;
  readonly effect: Effect | "unaffected";
  /** What may become of it all the same; set together with the reason `unrecorded`. */
  readonly might?: Effect;
  readonly reason?: Reason;
  /** The component of the flow that is down: the one taken down, or a topic or queue on it. */
  readonly lost?: Id;
  /** The way from where the flow begins to what is lost. */
  readonly path: readonly Connection[];
  /** The connection that decides: the need without a way out, the fallback, the hand-over to a queue. */
  readonly decisive?: Connection;
}

/** Messages that pile up while something is down. */
export interface Waiting {
  /** The subscription whose consumer is gone, or the publication whose topic is gone and that has an outbox. */
  readonly connection: Connection;
  readonly in: "channel" | "outbox";
  /** Messages per second from those that still run; at least so many while rates are missing. */
  readonly rps: number;
}

/** Everything that happens when a component is taken down. */
export interface BlastRadius {
  /** The component, and the topics and queues that it carries. */
  readonly down: readonly Id[];
  /** Every component that notices, what is down first. */
  readonly hits: ReadonlyMap<Id, Hit>;
  /** Every flow, the worst off first. */
  readonly flows: readonly FlowEffect[];
  readonly waiting: readonly Waiting[];
}

const byConnectionId = (a: Connection, b: Connection): number => (a.id < b.id ? -1 : 1);

/** What happens when a component is taken down: which flows fail, degrade or are delayed, who fails with it, what waits. */
export function blastRadius(index: DesignIndex, id: Id): BlastRadius {
  const carried = index.component(id)?.kind === "broker" ? carriedBy(id, index) : [];
  const down = [id, ...carried.map((channel) => channel.id)];
  const walked = walkedBy(index, new Set(down));
  const { gone, doubtful } = goneWith(index, down, walked);
  const hits = new Map<Id, Hit>(gone);
  for (const others of [doubtful, degradedBy(index, gone), delayedBy(index, gone, walked)]) {
    for (const [hitId, hit] of others) if (!hits.has(hitId)) hits.set(hitId, hit);
  }
  const flows = index.design.flows.map((flow) => walked.effects.get(flow) ?? indirectEffect(index, flow, hits, walked));
  return { down, hits, flows: flows.toSorted((a, b) => rankOf(a) - rankOf(b)), waiting: waitingFor(index, gone) };
}

const SEVERITY: readonly (Effect | "down")[] = ["down", "fails", "degrades", "delayed"];
/** Effects by severity, then what may happen, then what does not; critical flows first among equals. */
const rankOf = ({ effect, might, flow }: FlowEffect): number =>
  (effect !== "unaffected" ? SEVERITY.indexOf(effect) : might ? 4 + SEVERITY.indexOf(might) : 9) * 2 + (flow.criticality === "critical" ? 0 : 1);

/** What the flows say about an outage by themselves. */
interface Walked {
  /** The flows that walk over what is down, with what becomes of them. */
  readonly effects: ReadonlyMap<Flow, FlowEffect>;
  readonly reached: ReadonlyMap<Flow, ReadonlyMap<Id, Reach>>;
  /** Components that some flow reaches, with whether one of those walks over what is down. */
  readonly touched: ReadonlyMap<Id, boolean>;
}

function walkedBy(index: DesignIndex, down: ReadonlySet<Id>): Walked {
  const effects = new Map<Flow, FlowEffect>();
  const touched = new Map<Id, boolean>();
  const reached = index.once(reaches);
  for (const [flow, reach] of reached) {
    const effect = directEffect(index, flow, reach, down);
    if (effect) effects.set(flow, effect);
    for (const id of reach.keys()) touched.set(id, effect !== undefined || touched.get(id) === true);
  }
  return { effects, reached, touched };
}

/** Whether a failure runs over a connection: a flow that is hit walks over it, or no flow does at all. */
function passesOver(index: DesignIndex, { id }: Connection, { effects }: Walked): boolean {
  const flows = index.flowsOver(id);
  return flows.length === 0 || flows.some((flow) => effects.has(flow));
}

/** What is down, and what fails because it needs that and has nothing else; apart from it what may fail, although the flows through it go on. */
function goneWith(index: DesignIndex, down: readonly Id[], walked: Walked): { readonly gone: ReadonlyMap<Id, Hit>; readonly doubtful: ReadonlyMap<Id, Hit> } {
  const gone = new Map<Id, Hit>(down.map((id) => [id, { id, effect: "down" }]));
  const doubtful = new Map<Id, Hit>();
  // A Map hands out what is added while it is walked.
  for (const id of gone.keys()) {
    for (const through of index.incoming(id).toSorted(byConnectionId)) {
      const { from } = through;
      if (gone.has(from) || !index.components.has(from) || softnessOf(index, through) !== undefined || !passesOver(index, through, walked)) continue;
      if (walked.touched.get(from) === false) {
        if (!doubtful.has(from)) doubtful.set(from, { id: from, effect: "fails", through, unrecorded: true });
      } else gone.set(from, { id: from, effect: "fails", through });
    }
  }
  return { gone, doubtful };
}

/** Whether a connection hands its messages or copies on without anybody waiting for the target. */
const handsOver = ({ kind }: Connection): boolean => kind === "subscribe" || kind === "connector" || kind === "replicate";

/** Components that lose something that they can do without. */
function degradedBy(index: DesignIndex, gone: ReadonlyMap<Id, Hit>): ReadonlyMap<Id, Hit> {
  const degraded = new Map<Id, Hit>();
  for (const id of gone.keys()) {
    for (const through of index.incoming(id).toSorted(byConnectionId)) {
      const { from } = through;
      const softness = handsOver(through) ? undefined : softnessOf(index, through);
      if (softness === undefined || softness === "outbox" || softness === "library" || gone.has(from) || degraded.has(from) || !index.components.has(from)) continue;
      degraded.set(from, { id: from, effect: "degrades", through });
    }
  }
  return degraded;
}

/** Whether news passes along a connection: messages, captured changes, copies, and writes of what was computed elsewhere or is captured from here. */
function carriesNews(index: DesignIndex, connection: Connection): boolean {
  if (connection.kind === "publish" || handsOver(connection)) return true;
  if (!writesData(connection)) return false;
  const writer = index.source(connection)?.kind;
  return (
    writer === "streamProcessor" ||
    writer === "batchJob" ||
    index.target(connection)?.role === "readModel" ||
    index.outgoing(connection.to).some(({ kind }) => kind === "connector")
  );
}

/** Whether a connection still carries news while its source is gone: the source only fails at other work. */
const isHeard = (index: DesignIndex, connection: Connection, gone: ReadonlyMap<Id, Hit>, walked: Walked | undefined): boolean => {
  const source = gone.get(connection.from);
  return source === undefined || (source.effect === "fails" && walked !== undefined && !passesOver(index, connection, walked));
};

/** Components that still get news while others are gone: what nothing feeds, and what one of these feeds. What is called counts as fed by itself; or, to see who is still busy, only while somebody busy calls it. */
function supplied(index: DesignIndex, gone: ReadonlyMap<Id, Hit>, walked: Walked | undefined, calls: "anyway" | "while busy"): ReadonlySet<Id> {
  const followsCalls = calls === "while busy";
  const feedsTarget = (connection: Connection): boolean => (connection.kind !== "replicate" && carriesNews(index, connection)) || (followsCalls && connection.kind === "call");
  const live = new Set<Id>();
  for (const id of index.components.keys()) {
    const incoming = index.incoming(id);
    const isStart = !incoming.some(feedsTarget) || (!followsCalls && incoming.some(({ kind }) => kind === "call"));
    if (isStart || gone.has(id)) live.add(id); // What is gone passes nothing on, unless the flows show that it only fails at other work.
  }
  for (const id of live) {
    for (const connection of index.outgoing(id)) {
      if ((feedsTarget(connection) || connection.kind === "replicate") && index.components.has(connection.to) && isHeard(index, connection, gone, walked)) live.add(connection.to);
    }
  }
  return live;
}

const suppliedAnyway = (index: DesignIndex): ReadonlySet<Id> => supplied(index, new Map(), undefined, "anyway");
const busyAnyway = (index: DesignIndex): ReadonlySet<Id> => supplied(index, new Map(), undefined, "while busy");

/** Components that hear later of what happens: those that get nothing any more, with everything behind them, and those that miss a part. */
function delayedBy(index: DesignIndex, gone: ReadonlyMap<Id, Hit>, walked: Walked): ReadonlyMap<Id, Hit> {
  const before = index.once(suppliedAnyway);
  const after = supplied(index, gone, walked, "anyway");
  const delayed = new Map<Id, Hit>();
  const spreading = new Set<Id>(gone.keys());
  for (const id of spreading) {
    for (const through of index.outgoing(id).toSorted(byConnectionId)) {
      const { to } = through;
      if (gone.has(to) || delayed.has(to) || !index.components.has(to) || !carriesNews(index, through)) continue;
      if (gone.has(id) && isHeard(index, through, gone, walked)) continue;
      delayed.set(to, { id: to, effect: "delayed", through });
      // A program that still gets other work goes on with it; a topic or a store passes on that something is missing.
      if ((before.has(to) && !after.has(to)) || !isCompute(index.component(to))) spreading.add(to);
    }
  }
  return delayed;
}

/** Subscriptions and outboxes in which messages wait. */
function waitingFor(index: DesignIndex, gone: ReadonlyMap<Id, Hit>): readonly Waiting[] {
  const before = index.once(busyAnyway);
  const after = supplied(index, gone, undefined, "while busy");
  const isBusy = (id: Id): boolean => !gone.has(id) && (after.has(id) || !before.has(id));
  const waiting: Waiting[] = [];
  for (const id of gone.keys()) {
    for (const connection of index.incoming(id).toSorted(byConnectionId)) {
      if (gone.has(connection.from)) continue;
      const source = index.source(connection);
      if (connection.kind === "subscribe" && isChannel(source) && !isDeadLetters(source, index)) {
        const running = index.incoming(source.id).filter((feeder) => feeds(feeder) && isBusy(feeder.from));
        if (running.length > 0) waiting.push({ connection, in: "channel", rps: running.reduce((sum, feeder) => sum + (feeder.rps ?? 0), 0) });
      } else if (connection.kind === "publish" && connection.atomicWith !== undefined && source && isBusy(source.id)) {
        waiting.push({ connection, in: "outbox", rps: connection.rps ?? 0 });
      }
    }
  }
  return waiting.toSorted((a, b) => b.rps - a.rps || byConnectionId(a.connection, b.connection));
}

/** On what terms a flow reaches a component: it waits for it, has another answer, or leaves it to a queue. */
type Terms = "needed" | "spared" | "later";
const STRENGTH: readonly Terms[] = ["later", "spared", "needed"];

interface Reach {
  readonly id: Id;
  readonly terms: Terms;
  /** The connection after which the flow no longer needs what comes: the first with another answer, or the last hand-over. */
  readonly relief?: Connection | undefined;
  readonly via?: Connection;
  readonly before?: Reach;
}

/** Where a connection leads from a component that is reached on some terms. */
function follow(index: DesignIndex, before: Reach, via: Connection): Reach | undefined {
  const softness = softnessOf(index, via);
  if (softness === "library") return undefined;
  const { terms, relief } = before;
  const at = { id: via.to, via, before };
  if (handsOver(via) || softness === "outbox") return { ...at, terms: "later", relief: via };
  if (softness !== undefined) return { ...at, terms: "spared", relief: terms === "spared" ? relief : via };
  return { ...at, terms, relief };
}

/** Everything that each flow reaches. */
const reaches = (index: DesignIndex): ReadonlyMap<Flow, ReadonlyMap<Id, Reach>> => new Map(index.design.flows.map((flow) => [flow, reachOf(index, flow)]));

/** Everything that a flow reaches, each on the strictest terms. */
function reachOf(index: DesignIndex, flow: Flow): ReadonlyMap<Id, Reach> {
  const leaving = Map.groupBy(index.connectionsOf(flow), (connection) => connection.from);
  const reached = new Map<Id, Reach>();
  const open: Reach[] = [...rootsOf(index, flow)].map((id) => ({ id, terms: isChannel(index.component(id)) ? "later" : "needed" }));
  for (const reach of open) {
    const known = reached.get(reach.id);
    if (known && STRENGTH.indexOf(known.terms) >= STRENGTH.indexOf(reach.terms)) continue;
    reached.set(reach.id, reach);
    for (const connection of leaving.get(reach.id) ?? []) {
      const next = follow(index, reach, connection);
      if (next) open.push(next); // An array hands out what is added while it is walked; each component is entered three times at most.
    }
  }
  return reached;
}

function pathTo(reach: Reach): readonly Connection[] {
  const path: Connection[] = [];
  for (let at: Reach | undefined = reach; at; at = at.before) if (at.via) path.push(at.via);
  return path.toReversed();
}

const EFFECTS = { needed: "fails", spared: "degrades", later: "delayed" } as const satisfies Record<Terms, Effect>;

/** What becomes of a flow that walks over what is down; nothing when it does not. */
function directEffect(index: DesignIndex, flow: Flow, reached: ReadonlyMap<Id, Reach>, down: ReadonlySet<Id>): FlowEffect | undefined {
  let worst: Reach | undefined;
  for (const reach of reached.values()) if (down.has(reach.id) && (!worst || STRENGTH.indexOf(reach.terms) > STRENGTH.indexOf(worst.terms))) worst = reach;
  if (!worst) return undefined;
  const { id: lost, terms, via } = worst;
  const path = pathTo(worst);
  const found = { flow, lost, path };
  if (!via) return terms === "later" ? { ...found, effect: "delayed", reason: "undelivered" } : { ...found, effect: "fails", reason: "starts" };
  if (terms === "needed") return { ...found, effect: "fails", reason: "needs", decisive: via };
  const taken = terms === "later" ? path.findLast(({ kind }) => kind === "subscribe") : undefined;
  if (taken && taken.to !== lost && (taken.ack === "before" || taken.ack === "auto")) return { ...found, effect: "fails", reason: "lost", decisive: taken };
  const decisive = worst.relief ?? via;
  return { ...found, effect: EFFECTS[terms], reason: handsOver(decisive) ? "later" : (softnessOf(index, decisive) ?? "later"), decisive };
}

/** What becomes of a flow that does not walk over what is down: it may begin at a topic that gets nothing, read a copy that gets old, or pass a component that needs more than the flow says. */
function indirectEffect(index: DesignIndex, flow: Flow, hits: ReadonlyMap<Id, Hit>, { reached }: Walked): FlowEffect {
  for (const root of rootsOf(index, flow)) {
    const hit = isChannel(index.component(root)) ? hits.get(root) : undefined;
    if (hit?.effect === "delayed" && hit.through) return { flow, effect: "delayed", reason: "starved", path: [], decisive: hit.through };
  }
  for (const id of reached.get(flow)?.keys() ?? []) {
    const hit = isStore(index.component(id)) ? hits.get(id) : undefined;
    if (hit?.effect === "delayed" && hit.through) return { flow, effect: "delayed", reason: "stale", path: [], decisive: hit.through };
  }
  let worst: { readonly reach: Reach; readonly through: Connection } | undefined;
  for (const reach of reached.get(flow)?.values() ?? []) {
    const { effect, through } = hits.get(reach.id) ?? {};
    if (effect !== "fails" || !through || !mayBelongTo(index, flow, through)) continue;
    if (!worst || STRENGTH.indexOf(reach.terms) > STRENGTH.indexOf(worst.reach.terms)) worst = { reach, through };
  }
  if (!worst) return { flow, effect: "unaffected", path: [] };
  return { flow, effect: "unaffected", might: EFFECTS[worst.reach.terms], reason: "unrecorded", path: pathTo(worst.reach), decisive: worst.through };
}

/**
 * Whether a need that a flow does not walk over may be its own: nobody recorded whose it is, or it is a store, which most work of a component needs.
 * A flow that walks over something else of the sort from there (another call, another store) says what it needs.
 */
function mayBelongTo(index: DesignIndex, flow: Flow, { id, kind, from }: Connection): boolean {
  const flows = index.flowsOver(id);
  if (flows.length > 0 && (kind === "call" || kind === "publish" || flows.includes(flow))) return false;
  return !index.connectionsOf(flow).some((walked) => walked.from === from && walked.kind === kind);
}
