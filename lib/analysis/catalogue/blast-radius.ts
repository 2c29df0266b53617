import type { Component, ComponentKind } from "#lib/model/component.ts";
import type { Connection } from "#lib/model/connection.ts";
import { inWords } from "#lib/model/in-words.ts";
import { isEdge } from "#lib/model/kinds.ts";
import type { Id } from "#lib/model/schema.ts";
import { listed } from "#lib/model/sentence.ts";
import type { Analysis, AnalysisContext, AnalysisTable, Cell, Chart, Input, Subject, Tone } from "../analysis.ts";
import { hardComponents } from "../availability.ts";
import { backlogAfter, timeToBacklog, timeToDrain } from "../backlog.ts";
import { type BlastRadius, blastRadius as radiusOf, type Effect, type FlowEffect, type Hit, type Waiting } from "../blast-radius.ts";
import { handlingOf } from "../consumption.ts";
import type { DesignIndex } from "../design-index.ts";
import { finite } from "../finite.ts";
import { alertInput, backlogAlertOf, retentionInput } from "./backlog.ts";
import { arrivalInputs, handlingInputs } from "./consumption-inputs.ts";
import { connectionInput, once } from "./inputs.ts";
import { labelsOf } from "./labels.ts";

const rate = (rps: number): string => inWords(finite(rps), "rps");
const time = (ms: number): string => inWords(finite(ms), "ms");
const HOUR_MS = 3_600_000;
/** Rows of waiting messages beyond these say nothing new. */
const MOST_WAITING = 8;
const MOST_LINES = 4;

/** Kinds that are not taken down: people's own devices, what runs in the same process, and what nobody asks while working. */
const NOT_TAKEN_DOWN: ReadonlySet<ComponentKind> = new Set(["client", "sharedLib", "telemetry"]);

/** Components to take down: those that most flows need first, critical flows above all. */
function subjectsOf({ index }: AnalysisContext): readonly Subject[] {
  const weight = new Map<Id, number>();
  for (const flow of index.design.flows) {
    for (const { id } of hardComponents(index, flow)) weight.set(id, (weight.get(id) ?? 0) + (flow.criticality === "critical" ? 1_000 : 1));
  }
  return [...index.components.values()]
    .filter(({ kind }) => !NOT_TAKEN_DOWN.has(kind))
    .map(({ id, name }): Subject => ({ type: "component", id, name: name || id }))
    .toSorted((a, b) => (weight.get(b.id) ?? 0) - (weight.get(a.id) ?? 0) || a.name.localeCompare(b.name, "en") || (a.id < b.id ? -1 : 1));
}

/** Names in sentences about one outage: what was taken down may be "it". */
type NameOf = (id: Id) => string;

/** Why the source of a connection fails without its target: `needs Stock and has no fallback`. */
function needInWords({ kind, from, to, fallback }: Connection, nameOf: NameOf, index: DesignIndex): string {
  if (kind === "publish") return `publishes to ${nameOf(to)} without an outbox`;
  const source = index.component(from);
  if ((source?.kind === "client" || isEdge(source)) && !fallback?.trim()) return `has no way around ${nameOf(to)}`;
  return `needs ${nameOf(to)} and ${fallback?.trim() ? "its fallback only fails fast" : "has no fallback"}`;
}

/** Why a flow does what it does, without a full stop; nothing when it has nothing to do with the outage. */
function whyOf({ reason, decisive, lost }: FlowEffect, nameOf: NameOf, index: DesignIndex): string | undefined {
  const from = decisive ? nameOf(decisive.from) : "";
  const to = decisive ? nameOf(decisive.to) : "";
  const gone = lost === undefined ? "" : nameOf(lost);
  const behind = decisive === undefined || lost === undefined || decisive.to === lost ? "" : `, behind which ${gone} is`;
  switch (reason) {
    case "starts":
      return "it begins there";
    case "needs":
      return decisive && `${from} ${needInWords(decisive, nameOf, index)}`;
    case "lost":
      return `${to} acknowledges messages before it has handled them, and loses those that arrive while it cannot work`;
    case "undelivered":
      return `nothing is delivered until ${gone} is back`;
    case "starved":
      return `${to} gets nothing from ${from} meanwhile`;
    case "stale":
      return `${to} is not brought up to date without ${from}`;
    case "unrecorded":
      return `${from} on its way needs ${to}, and the flow does not say whether for this`;
    case "fallback":
      return `${from} falls back to "${decisive?.fallback?.trim() ?? ""}" without ${to}${behind}`;
    case "optional":
      return `${from} can do without ${to}${behind}`;
    case "background":
      return `${from} does not wait for ${to}${behind}`;
    case "bestEffort":
      return `what ${from} sends to ${to} meanwhile is lost`;
    case "outbox":
      return decisive?.to === lost ? `${from} keeps its messages in an outbox until ${gone} is back` : `${to} is served from an outbox, and ${gone} comes after it`;
    case "later":
      return laterInWords(decisive, lost, nameOf);
    case "library":
    case undefined:
      return undefined;
  }
}

function laterInWords(decisive: Connection | undefined, lost: Id | undefined, nameOf: NameOf): string | undefined {
  if (!decisive || lost === undefined) return undefined;
  const { kind, from, to } = decisive;
  if (kind !== "subscribe") return `${nameOf(to)} is brought up to date later`;
  return to === lost ? `messages wait in ${nameOf(from)} until ${nameOf(lost)} is back` : `${nameOf(to)} cannot handle the messages of ${nameOf(from)} without ${nameOf(lost)}`;
}

/** How an outage reaches a component, without a full stop. */
function hitInWords({ effect, through, unrecorded }: Hit, nameOf: NameOf, index: DesignIndex): string {
  if (!through) return "goes down with it";
  if (effect === "fails") return `${needInWords(through, nameOf, index)}${unrecorded ? "; no flow through it says for what" : ""}`;
  const { kind, from, to, fallback } = through;
  if (effect === "delayed") {
    if (kind === "replicate") return `keeps what ${nameOf(from)} had, and falls behind`;
    return kind === "data" ? `${nameOf(from)} does not bring it up to date` : `gets nothing from ${nameOf(from)}`;
  }
  return fallback?.trim() ? `falls back to "${fallback.trim()}" without ${nameOf(to)}` : `goes on without ${nameOf(to)}`;
}

/** What a flow or component does during an outage, as one word more than its effect: it may do so. */
type State = "down" | Effect | `perhaps ${Effect}` | "unaffected";
const VERBS: Record<Exclude<State, "down">, readonly [one: string, several: string]> = {
  fails: ["fails", "fail"],
  degrades: ["degrades", "degrade"],
  delayed: ["is delayed", "are delayed"],
  "perhaps fails": ["may fail", "may fail"],
  "perhaps degrades": ["may degrade", "may degrade"],
  "perhaps delayed": ["may be delayed", "may be delayed"],
  unaffected: ["goes on", "go on"],
};
const MARKS: Record<State, { readonly text: string; readonly tone: Tone }> = {
  down: { text: "down", tone: "bad" },
  fails: { text: "fails", tone: "bad" },
  degrades: { text: "degrades", tone: "warning" },
  delayed: { text: "delayed", tone: "warning" },
  "perhaps fails": { text: "may fail", tone: "warning" },
  "perhaps degrades": { text: "may degrade", tone: "warning" },
  "perhaps delayed": { text: "may be delayed", tone: "warning" },
  unaffected: { text: "goes on", tone: "good" },
};
const stateOfFlow = ({ effect, might }: FlowEffect): Exclude<State, "down"> => (might ? `perhaps ${might}` : effect);
const stateOfHit = ({ effect, unrecorded }: Hit): State => (unrecorded && effect !== "down" ? `perhaps ${effect}` : effect);

const nameOfFlow = ({ flow }: FlowEffect): string => flow.name?.trim() || flow.id;

/** `create fails, because Order needs it and has no fallback; fulfil is delayed; 3 others go on`. */
function outcome(radius: BlastRadius, subject: Id, index: DesignIndex): string {
  const asIt: NameOf = (id) => (id === subject ? "it" : index.nameOf(id));
  const clauses: string[] = [];
  for (const [state, effects] of Map.groupBy(radius.flows, stateOfFlow)) {
    const [first] = effects;
    const [one, several] = VERBS[state];
    const names = state === "unaffected" && effects.length > 2 ? `${effects.length} ${clauses.length > 0 ? "others" : "flows"}` : listed(effects.map(nameOfFlow), 3);
    const why = first && effects.length === 1 && clauses.length === 0 ? whyOf(first, asIt, index) : undefined;
    clauses.push(`${names} ${effects.length === 1 ? one : several}${why === undefined ? "" : `, because ${why}`}`);
  }
  if (clauses.length > 0) return clauses.join("; ");
  const failing = [...radius.hits.values()].filter(({ effect }) => effect === "fails").map(({ id }) => index.nameOf(id));
  return failing.length > 0
    ? `${listed(failing, 3)} ${failing.length === 1 ? "fails" : "fail"} with it; no flow is recorded that would say what that means`
    : "nothing else fails; no flow is recorded";
}

/** What one row of waiting messages needs: its numbers over the time of the outage. */
interface Line {
  readonly waiting: Waiting;
  readonly name: string;
  readonly messages: number;
  /** Time to work it off when everything is back: infinite when never, nothing when not known. */
  readonly drainMs: number | undefined;
  readonly alertMs: number | undefined;
  readonly retentionMs: number | undefined;
}

function lineOf(index: DesignIndex, waiting: Waiting, outageMs: number): Line {
  const { connection, rps } = waiting;
  const messages = backlogAfter(outageMs, rps, 0);
  if (waiting.in === "outbox") {
    return { waiting, name: `outbox of ${index.nameOf(connection.from)}`, messages, drainMs: undefined, alertMs: undefined, retentionMs: undefined };
  }
  const handling = handlingOf(connection, index);
  const isKnown = handling !== undefined && handling.missing.length === 0;
  const alert = backlogAlertOf(index, connection)?.threshold;
  return {
    waiting,
    name: `${index.nameOf(connection.from)} → ${index.nameOf(connection.to)}`,
    messages,
    drainMs: !isKnown ? undefined : messages === 0 ? 0 : timeToDrain(messages, rps, handling.serviceRps),
    alertMs: alert === undefined || rps <= 0 ? undefined : timeToBacklog(alert, rps, 0),
    retentionMs: retentionInput(index, connection.from)[0]?.value,
  };
}

const isLost = ({ retentionMs, messages }: Line, outageMs: number): boolean => retentionMs !== undefined && messages > 0 && retentionMs < outageMs;

function waitingTable(lines: readonly Line[], outageMs: number): AnalysisTable {
  return {
    title: "Messages that wait",
    columns: ["Where", "Grows by", `After ${time(outageMs)}`, "Worked off in", "Alert after"],
    rows: lines.map((line): readonly Cell[] => [
      { value: line.name, element: line.waiting.connection.id },
      line.waiting.rps > 0 ? { value: finite(line.waiting.rps), unit: "rps" } : { value: "not known" },
      isLost(line, outageMs)
        ? { value: `lost after ${time(line.retentionMs ?? 0)}`, tone: "bad" }
        : line.waiting.rps > 0
          ? { value: finite(line.messages), unit: "count" }
          : { value: "not known" },
      line.drainMs === undefined || line.waiting.rps <= 0
        ? { value: "not known" }
        : Number.isFinite(line.drainMs)
          ? { value: finite(line.drainMs), unit: "ms" }
          : { value: "never", tone: "bad" },
      line.waiting.in === "outbox" ? { value: "–" } : line.alertMs === undefined ? { value: "nobody is told", tone: "warning" } : { value: finite(line.alertMs), unit: "ms" },
    ]),
  };
}

/** Waiting messages through the outage and the catching up after it. */
function waitingChart(lines: readonly Line[], outageMs: number): readonly Chart[] {
  const drawn = lines.filter(({ messages }) => messages > 0).slice(0, MOST_LINES);
  if (drawn.length === 0) return [];
  return [
    {
      kind: "lines",
      title: "Messages that wait while it is down, and after",
      x: { label: "time", unit: "ms" },
      y: { label: "messages", unit: "count" },
      series: drawn.map(({ name, messages, drainMs }) => ({
        name,
        points: [
          [0, 0],
          [outageMs, finite(messages)],
          drainMs !== undefined && Number.isFinite(drainMs) ? [finite(outageMs + drainMs), 0] : [finite(outageMs * 1.2), finite(messages)],
        ],
      })),
      marks: [{ label: "it is back", x: outageMs }],
    },
  ];
}

const waitingInputs = (index: DesignIndex, { waiting }: Line): readonly Input[] =>
  waiting.in === "outbox"
    ? connectionInput(index, waiting.connection.id, "rps", "rate", "rps")
    : [
        ...arrivalInputs(index, waiting.connection.from),
        ...handlingInputs(index, waiting.connection),
        ...retentionInput(index, waiting.connection.from),
        ...alertInput(index, waiting.connection),
      ];

/** The path on which a failing flow needs what is down. */
function pathInWords({ path, flow, lost }: FlowEffect, index: DesignIndex): string {
  const ids = [path[0]?.from ?? lost ?? "", ...path.map(({ to }) => to)].map((id) => index.nameOf(id));
  const shown = ids.length > 8 ? [...ids.slice(0, 4), "…", ...ids.slice(-3)] : ids;
  return `${flow.name?.trim() || flow.id}: ${shown.join(" → ")}`;
}

function workingOf(radius: BlastRadius, lines: readonly Line[], outageMs: number, index: DesignIndex): readonly string[] {
  const failing = radius.flows.filter(({ effect, lost }) => effect === "fails" && lost !== undefined).slice(0, 4);
  return [
    ...failing.map((effect) => `${pathInWords(effect, index)}, needed all the way`),
    ...lines
      .filter(({ messages }) => messages > 0)
      .slice(0, MOST_LINES)
      .map(({ name, waiting, messages }) => `${name}: ${rate(waiting.rps)} × ${time(outageMs)} = ${inWords(finite(messages), "count")} messages`),
  ];
}

function marksOf(radius: BlastRadius, lines: readonly Line[]): readonly { readonly element: Id; readonly text: string; readonly tone: Tone }[] {
  const marks = [...radius.hits.values()].map((hit) => ({ element: hit.id, ...MARKS[stateOfHit(hit)] }));
  const growing = new Map<Id, number>();
  for (const { waiting } of lines) {
    if (waiting.in === "channel" && waiting.rps > 0 && !radius.hits.has(waiting.connection.from))
      growing.set(waiting.connection.from, Math.max(growing.get(waiting.connection.from) ?? 0, waiting.rps));
  }
  return [...marks, ...[...growing].map(([element, rps]) => ({ element, text: `+${rate(rps)}`, tone: "warning" as const }))];
}

const stateCell = (state: State): Cell => ({ value: MARKS[state].text, tone: MARKS[state].tone });
const sentence = (words: string | undefined): string => (words === undefined ? "" : words.charAt(0).toUpperCase() + words.slice(1));

function flowTable({ flows }: BlastRadius, index: DesignIndex): readonly AnalysisTable[] {
  if (flows.length === 0) return [];
  const names: NameOf = (id) => index.nameOf(id);
  return [
    {
      title: "Flows",
      columns: ["Flow", "Then", "Because"],
      rows: flows.map((one) => [{ value: nameOfFlow(one) }, stateCell(stateOfFlow(one)), { value: sentence(whyOf(one, names, index) ?? "it does not use what is down") }]),
    },
  ];
}

function componentTable({ hits }: BlastRadius, index: DesignIndex): readonly AnalysisTable[] {
  const names: NameOf = (id) => index.nameOf(id);
  const noticing = [...hits.values()].slice(1); // The first is what was taken down.
  if (noticing.length === 0) return [];
  const labels = labelsOf(
    index,
    noticing.map(({ id }) => id),
  );
  return [
    {
      title: "Components",
      columns: ["Component", "Then", "Because"],
      rows: noticing
        .slice(0, 40)
        .map((hit, at) => [{ value: labels[at] ?? hit.id, element: hit.id }, stateCell(stateOfHit(hit)), { value: sentence(hitInWords(hit, names, index)) }]),
    },
  ];
}

const carriedWith = ({ down }: BlastRadius, component: Component, index: DesignIndex): string => {
  const others = down.filter((id) => id !== component.id);
  return others.length === 0
    ? ""
    : `, and ${listed(
        others.map((id) => index.nameOf(id)),
        3,
      )} with it`;
};

/** Q4: what happens when a component is taken down. */
export const blastRadius: Analysis = {
  id: "blast-radius",
  number: "Q4",
  title: "Take this down",
  question: "What happens when this is down?",
  group: "Resilience",
  formula: [
    "fails: what is down is needed all the way, without a fallback, a queue or an optional connection",
    "degrades: it is reached only where there is a fallback, or where nobody waits; delayed: only behind a topic, a queue or a copy",
    "waiting messages = λ × outage; worked off in waiting ÷ (μ − λ)",
  ],
  sources: ['000 §1 ("what if this service is down")', "002 Workflow 5 (graceful degradation)", "003 Step 5.1"],
  rules: ["process/failure-mode-missing", "resilience/optional-dependency-is-hard", "resilience/single-point-of-failure", "resilience/missing-fallback"],
  empty: "Draw a component that others use.",
  subjects: subjectsOf,
  parameters: () => [{ id: "outage", label: "How long it is down", unit: "ms", value: HOUR_MS, origin: "an hour" }],
  analyse(subject, { index, values }) {
    const component = index.component(subject.id);
    if (!component) return { verdict: "undecided", sentence: "This component has gone.", working: [], inputs: [], figures: [] };
    const outageMs = finite(values["outage"] ?? HOUR_MS);
    const radius = radiusOf(index, component.id);
    const lines = radius.waiting.slice(0, MOST_WAITING).map((waiting) => lineOf(index, waiting, outageMs));
    const count = (effect: FlowEffect["effect"]): number => radius.flows.filter((one) => one.effect === effect).length;
    const failing = [...radius.hits.values()].filter((hit) => stateOfHit(hit) === "fails");
    const isDoubtful = radius.flows.some(({ might }) => might === "fails");
    const losing = lines.filter((line) => isLost(line, outageMs));
    const lost =
      losing.length === 0
        ? ""
        : `; messages are lost in ${listed(
            losing.map(({ waiting }) => index.nameOf(waiting.connection.from)),
            3,
          )}, which keeps them for less than ${time(outageMs)}`;
    const most = lines.find(({ messages, waiting: { connection } }) => messages >= 1 && connection.from !== component.id);
    const waits = most
      ? `; after ${time(outageMs)} ${inWords(finite(most.messages), "count")} messages wait ${most.waiting.in === "outbox" ? `in the ${most.name}` : `in ${index.nameOf(most.waiting.connection.from)}`}`
      : "";
    const spread = [...radius.hits.values()].flatMap(({ id, through }) => (through ? [id, through.id] : [id]));
    return {
      verdict: count("fails") > 0 || losing.length > 0 ? "bad" : radius.flows.length === 0 ? "neutral" : isDoubtful ? "undecided" : "good",
      sentence: `With ${index.nameOf(component.id)} down${carriedWith(radius, component, index)}, ${outcome(radius, component.id, index)}${lost || waits}.`,
      working: workingOf(radius, lines, outageMs, index),
      inputs: once(lines.flatMap((line) => waitingInputs(index, line))),
      figures: [
        { label: "Flows that fail", value: count("fails"), unit: "count", ...(count("fails") > 0 ? { tone: "bad" as const } : {}) },
        { label: "Degrade", value: count("degrades"), unit: "count", ...(count("degrades") > 0 ? { tone: "warning" as const } : {}) },
        { label: "Are delayed", value: count("delayed"), unit: "count", ...(count("delayed") > 0 ? { tone: "warning" as const } : {}) },
        { label: "Components that fail with it", value: failing.length, unit: "count", ...(failing.length > 0 ? { tone: "bad" as const } : {}) },
      ],
      charts: waitingChart(lines, outageMs),
      tables: [...flowTable(radius, index), ...componentTable(radius, index), ...(lines.length > 0 ? [waitingTable(lines, outageMs)] : [])],
      lit: [
        ...new Set([
          ...spread,
          ...radius.flows.flatMap(({ path }) => path.flatMap(({ from, id, to }) => [from, id, to])),
          ...lines.flatMap(({ waiting: { connection } }) => [connection.from, connection.id]),
        ]),
      ],
      marks: marksOf(radius, lines),
    };
  },
};
