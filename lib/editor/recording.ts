import type { DesignIndex } from "#lib/analysis/design-index.ts";
import type { Connection } from "#lib/model/connection.ts";
import type { Flow } from "#lib/model/flow.ts";
import type { Id } from "#lib/model/schema.ts";
import type { ElementMark } from "./element-mark.ts";

/** What is said about a pick: a remark on an ordinary one, or a warning why it looks strange. */
export interface Remark {
  readonly tone: "neutral" | "warning";
  readonly text: string;
}

/** A walk that is being recorded on the canvas, before it becomes a flow or a longer one. */
export interface Recording {
  /** The flow that is extended; a new one is made when there is none. */
  readonly flow: Id | undefined;
  /** Component at which the flow began before. */
  readonly start: Id | undefined;
  /** Component at which the walk begins. */
  readonly entry: Id | undefined;
  /** Connections of the flow that come before those that are picked. */
  readonly before: readonly Id[];
  /** Connections picked so far. */
  readonly picked: readonly Id[];
  /** Connections of the flow that come after those that are picked. */
  readonly after: readonly Id[];
  /** Element that was picked last: a component or a connection. */
  readonly last: Id | undefined;
  /** Connections of which one is to be chosen, because several lead to the component that was picked. */
  readonly choice: readonly Id[];
  readonly remark: Remark | undefined;
}

/** A recording of a new flow; of a longer one when a flow is given, with new steps at a place of its walk (the end when none is named). */
export function recordingOf(flow?: Flow, at = flow?.connections?.length ?? 0): Recording {
  const connections = flow?.connections ?? [];
  return {
    flow: flow?.id,
    start: flow?.entry,
    entry: flow?.entry,
    before: connections.slice(0, at),
    picked: [],
    after: connections.slice(at),
    last: undefined,
    choice: [],
    remark: undefined,
  };
}

/** The whole walk as it would be kept. */
export const walkOf = ({ before, picked, after }: Recording): readonly Id[] => [...before, ...picked, ...after];

/** The components that a walk reaches, in its order; what is reached last stands last. */
function trailOf(index: DesignIndex, entry: Id | undefined, walked: readonly Id[]): readonly Id[] {
  const trail: Id[] = entry === undefined ? [] : [entry];
  for (const id of walked) {
    const connection = index.connections.get(id);
    if (!connection) continue;
    if (!trail.includes(connection.from)) trail.push(connection.from);
    trail.push(connection.to);
  }
  return trail;
}

/** Positions of the steps of a walk that begin where nothing before them has led. */
export function gapsIn(index: DesignIndex, entry: Id | undefined, connections: readonly Id[]): ReadonlySet<number> {
  const gaps = new Set<number>();
  const reached = new Set<Id>(entry === undefined ? [] : [entry]);
  for (const [at, id] of connections.entries()) {
    const connection = index.connections.get(id);
    if (!connection) continue;
    if (reached.size > 0 && !reached.has(connection.from)) gaps.add(at);
    reached.add(connection.from).add(connection.to);
  }
  return gaps;
}

/** The numbers of a walk as they are written beside its connections (a connection that is walked twice has both), and a word at the component where it starts. */
export function marksOfWalk(connections: readonly Id[], entry: Id | undefined): readonly ElementMark[] {
  const numbers = new Map<Id, string>();
  for (const [at, id] of connections.entries()) {
    const before = numbers.get(id);
    numbers.set(id, before === undefined ? String(at + 1) : `${before}, ${at + 1}`);
  }
  const marks = [...numbers].map(([element, text]): ElementMark => ({ element, text, tone: "neutral" }));
  return entry === undefined ? marks : [{ element: entry, text: "start", tone: "neutral" }, ...marks];
}

/**
 * The recording after a connection or component was picked. A connection is always taken, with a warning when it looks strange;
 * a component takes the one connection that leads to it, from the end of the walk or else from what was reached before, or asks which of several.
 */
export function withPick(index: DesignIndex, recording: Recording, id: Id): Recording {
  const connection = index.connections.get(id);
  if (connection) return withConnection(index, recording, connection);
  return index.components.has(id) ? withComponent(index, recording, id) : recording;
}

/** The recording without its last pick. */
export function withoutLastPick(recording: Recording): Recording {
  if (recording.choice.length > 0) return { ...recording, choice: [], remark: undefined };
  const picked = recording.picked.slice(0, -1);
  // The first connection also said where the walk begins.
  const entry = picked.length === 0 && recording.before.length === 0 ? recording.start : recording.entry;
  return { ...recording, picked, entry, last: picked.at(-1), remark: undefined };
}

/** Whether there is a pick to take back. */
export const hasPicks = ({ picked, entry, start, choice }: Recording): boolean => picked.length > 0 || entry !== start || choice.length > 0;

/** The recording without what the design no longer has. */
export function withoutGone(index: DesignIndex, recording: Recording): Recording {
  const exists = (id: Id) => index.connections.has(id);
  const place = (id: Id | undefined) => (id !== undefined && (index.components.has(id) || exists(id)) ? id : undefined);
  const keep = (ids: readonly Id[]) => (ids.every(exists) ? ids : ids.filter(exists));
  const next = {
    ...recording,
    flow: index.design.flows.some(({ id }) => id === recording.flow) ? recording.flow : undefined,
    start: place(recording.start),
    entry: place(recording.entry),
    before: keep(recording.before),
    picked: keep(recording.picked),
    after: keep(recording.after),
    last: place(recording.last),
    choice: keep(recording.choice),
  };
  return Object.entries(next).every(([key, value]) => value === recording[key as keyof Recording]) ? recording : next;
}

const said = (recording: Recording, last: Id, remark: Remark | undefined): Recording => ({ ...recording, last, choice: [], remark });
const neutral = (text: string): Remark => ({ tone: "neutral", text });
const warning = (text: string): Remark => ({ tone: "warning", text });

function withConnection(index: DesignIndex, recording: Recording, connection: Connection): Recording {
  if (recording.picked.at(-1) === connection.id) return said(recording, connection.id, neutral("This is already the last step."));
  return {
    ...recording,
    entry: recording.entry ?? connection.from,
    picked: [...recording.picked, connection.id],
    last: connection.id,
    choice: [],
    remark: remarkOn(index, recording, connection),
  };
}

function remarkOn(index: DesignIndex, recording: Recording, { id, from, to }: Connection): Remark | undefined {
  const trail = trailOf(index, recording.entry, [...recording.before, ...recording.picked]);
  const again = walkOf(recording).indexOf(id);
  const [start, end] = [index.nameOf(from), index.nameOf(to)];
  if (again !== -1) return warning(`${start} → ${end} is already step ${again + 1}. Keep it twice only when it happens twice.`);
  if (trail.length === 0 || trail.at(-1) === from) return undefined;
  if (trail.includes(from)) return neutral(`Goes on from ${start}, as calls one after the other and events in parallel do.`);
  if (trail.includes(to)) return warning(`Nothing has led to ${start} yet, but to ${end}, where this ends. Is it drawn the wrong way round?`);
  return warning(`Nothing has led to ${start} yet, where this begins. Has a step in between been left out?`);
}

function withComponent(index: DesignIndex, recording: Recording, id: Id): Recording {
  const name = index.nameOf(id);
  const walked = new Set(walkOf(recording));
  const trail = trailOf(index, recording.entry, [...recording.before, ...recording.picked]);
  if (trail.length === 0) return said({ ...recording, entry: id }, id, neutral(`Starts at ${name}.`));
  for (const from of new Set(trail.toReversed())) {
    const ways = index.outgoing(from).filter((connection) => connection.to === id && !walked.has(connection.id));
    const [only] = ways;
    if (ways.length > 1)
      return { ...recording, last: id, choice: ways.map((way) => way.id), remark: neutral(`Several connections lead from ${index.nameOf(from)} to ${name}. Which one?`) };
    if (only) return { ...withConnection(index, recording, only), last: id };
  }
  const end = trail.at(-1);
  if (end === id) return said(recording, id, neutral(`The walk is at ${name} already.`));
  if (trail.includes(id)) return said(recording, id, neutral(`The walk has been at ${name} already. Click a connection to walk it twice.`));
  const back = index.outgoing(id).find((connection) => trail.includes(connection.to));
  return said(
    recording,
    id,
    warning(
      `No connection leads to ${name} from ${index.nameOf(end)} or anything before. ${back ? `There is one the other way round, to ${index.nameOf(back.to)}: click it to take it anyway.` : "Draw it first, or click the connection that comes next."}`,
    ),
  );
}

/** Where a walk begins and ends, as a first name for a flow: `Web → Payments`. */
export function nameOfWalk(index: DesignIndex, entry: Id | undefined, connections: readonly Id[]): string {
  const trail = trailOf(index, entry, connections);
  return trail.length === 0 ? "Flow" : `${index.nameOf(trail[0])} → ${index.nameOf(trail.at(-1))}`;
}
