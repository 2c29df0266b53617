import type { Flow } from "#lib/model/flow.ts";
import type { Connection } from "#lib/model/connection.ts";
import { formatQuantity } from "#lib/model/quantity.ts";
import type { Id } from "#lib/model/schema.ts";
import type { Analysis, Input } from "../analysis.ts";
import { isSync } from "../callers.ts";
import type { DesignIndex } from "../design-index.ts";
import { latenciesOf } from "../latency.ts";
import { flowOf, flowSubjects } from "./subjects.ts";

const ms = (value: number): string => formatQuantity("ms", Math.round(value));

/** What one component adds to a flow: its own time, as often as it is asked; calls beside a slower one of their parallel group add nothing. */
interface Share {
  readonly id: Id;
  readonly times: number;
  readonly ownMs: number;
}

/** Splits the latency of a flow into the shares of its components; the shares sum up to the budget. */
function sharesOf(index: DesignIndex, flow: Flow, entry: Id): readonly Share[] {
  const leaving = Map.groupBy(new Set(index.connectionsOf(flow).filter(isSync)), (call) => call.from);
  const latencies = latenciesOf(index, flow);
  const times = new Map<Id, number>();
  const timeOf = (call: Connection) => (call.callsPerRequest ?? 1) * (latencies.get(call.to)?.p99Ms ?? 0);
  const visit = (id: Id, factor: number, path: ReadonlySet<Id>): void => {
    times.set(id, (times.get(id) ?? 0) + factor);
    const slowest = new Map<string, Connection>();
    for (const call of leaving.get(id) ?? []) {
      const group = call.parallelGroup;
      const known = group === undefined ? undefined : slowest.get(group);
      if (group !== undefined && (!known || timeOf(call) > timeOf(known))) slowest.set(group, call);
    }
    for (const call of leaving.get(id) ?? []) {
      const counts = call.parallelGroup === undefined || slowest.get(call.parallelGroup) === call;
      if (counts && !path.has(call.to) && times.size < 10_000) visit(call.to, factor * (call.callsPerRequest ?? 1), new Set(path).add(call.to));
    }
  };
  visit(entry, 1, new Set([entry]));
  return [...times].map(([id, count]) => ({ id, times: count, ownMs: index.component(id)?.p99Ms ?? 0 }));
}

/** Q1: how long a flow may take, and where the time goes. */
export const latencyBudget: Analysis = {
  id: "latency-budget",
  number: "Q1",
  title: "Latency budget",
  question: "How long may this flow take, and where does the time go?",
  group: "Time",
  formula: ["L(n) = own p99(n) + Σ k · L(m) over calls one after the other + Σ max(k · L(m)) over parallel groups", "k = calls per request; a sum of p99s is a budget, not the p99 of the sum (CF-50)"],
  sources: ["002 Service boundary rules", "003 Step 1"],
  rules: ["communication/latency-budget-exceeded", "resilience/timeout-below-callee-p99", "serverless/cold-start-over-budget"],
  empty: "Record a flow: the walk of one request over connections.",
  subjects: ({ index }) => flowSubjects(index),
  analyse(subject, { index }) {
    const flow = flowOf(index, subject);
    const connections = index.connectionsOf(flow);
    const entry = flow.entry ?? connections[0]?.from;
    const calls = connections.filter(isSync);
    const target = flow.slo?.p99Ms;
    const shares = entry === undefined ? [] : sharesOf(index, flow, entry);
    const total = shares.reduce((sum, share) => sum + share.times * share.ownMs, 0);
    const inputs: Input[] = [
      { label: "Objective of the flow: p99 latency", unit: "ms", value: target, place: { type: "flow", id: flow.id, property: "slo.p99Ms" } },
      ...shares.map(({ id }): Input => {
        const component = index.component(id);
        const own = component?.p99Ms;
        const isClient = component?.kind === "client" && own === undefined;
        return {
          label: `${index.nameOf(id)}: own p99 latency`,
          unit: "ms",
          value: isClient ? 0 : own,
          place: { type: "component", id, property: "p99Ms" },
          ...(isClient ? { assumed: "a client counts as 0 while unset" } : {}),
        };
      }),
      ...calls
        .filter((call) => (call.callsPerRequest ?? 1) !== 1)
        .map((call): Input => ({
          label: `${index.nameOf(call.from)} → ${index.nameOf(call.to)}: calls per request`,
          unit: "factor",
          value: call.callsPerRequest,
          place: { type: "connection", id: call.id, property: "callsPerRequest" },
        })),
    ];
    const missing = inputs.filter((input) => input.value === undefined);
    const over = target !== undefined && total > target;
    const shown = shares.filter((share) => share.ownMs > 0);
    const working = shown.map(({ times, ownMs }) => (times === 1 ? ms(ownMs) : `${times} × ${ms(ownMs)}`));
    const worst = shown.toSorted((a, b) => b.times * b.ownMs - a.times * a.ownMs)[0];
    return {
      verdict: over ? "bad" : missing.length > 0 ? "undecided" : "good",
      sentence:
        shares.length === 0
          ? "This flow has no connections yet."
          : `${missing.some((input) => input.place.type === "component") ? "At least " : ""}${ms(total)}${target === undefined ? " without an objective to compare with" : ` of ${ms(target)}`}${worst ? `; ${index.nameOf(worst.id)} takes the most, ${ms(worst.times * worst.ownMs)}` : ""}.`,
      working: working.length > 0 ? [`${working.join(" + ")} = ${ms(total)}`] : [],
      inputs,
      figures: [
        { label: "Sum of p99s", value: Math.round(total), unit: "ms", tone: over ? "bad" : "neutral" },
        ...(target === undefined ? [] : [{ label: "Left of the budget", value: over ? `${ms(total - target)} too much` : ms(target - total), tone: over ? ("bad" as const) : ("good" as const) }]),
      ],
      charts:
        shown.length === 0
          ? []
          : [
              {
                kind: "bars",
                title: "Share per hop",
                unit: "ms",
                stacked: true,
                bars: shown.map((share) => ({ label: index.nameOf(share.id), value: share.times * share.ownMs, element: share.id, ...(share === worst ? { tone: "warning" as const } : {}) })),
                ...(target === undefined ? {} : { limit: { label: "Objective", value: target } }),
              },
            ],
      lit: [...new Set(calls.flatMap((call) => [call.from, call.id, call.to]))],
      marks: shown.map((share) => ({ element: share.id, text: ms(share.times * share.ownMs), tone: share === worst ? "warning" : "neutral" })),
    };
  },
};
