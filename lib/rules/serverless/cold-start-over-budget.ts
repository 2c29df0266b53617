import { isSync } from "#lib/analysis/callers.ts";
import type { DesignIndex } from "#lib/analysis/design-index.ts";
import { type Latency, latenciesOf } from "#lib/analysis/latency.ts";
import type { Component } from "#lib/model/component.ts";
import { updateComponent } from "#lib/model/edit.ts";
import type { Flow } from "#lib/model/flow.ts";
import { formatQuantity } from "#lib/model/quantity.ts";
import type { Id } from "#lib/model/schema.ts";
import { sketch } from "#lib/model/sketch.ts";
import { about } from "../about.ts";
import { defineRule, finding, type Report, undecided } from "../rule.ts";

interface Overrun {
  readonly flow: string;
  readonly flowId: Id;
  readonly coldStartMs: number;
  readonly warmMs: number;
  readonly targetMs: number;
}

/** The functions that a flow waits for and that may have to start first. */
function coldFunctions(flow: Flow, index: DesignIndex): ReadonlySet<Component> {
  const cold = new Set<Component>();
  for (const connection of index.connectionsOf(flow)) {
    const reached = isSync(connection) ? index.target(connection) : undefined;
    if (reached?.kind === "function" && !reached.provisionedConcurrency) cold.add(reached);
  }
  return cold;
}

function latencyOf(flow: Flow, index: DesignIndex): Latency | undefined {
  const entry = flow.entry ?? index.connectionsOf(flow)[0]?.from;
  return entry === undefined ? undefined : latenciesOf(index, flow).get(entry);
}

/** Copies of a function that are busy at once in a flow: its calls per second times how long one takes; at least one, at most what it may run. */
function busyCopies(component: Component, flow: Flow | undefined, index: DesignIndex): number {
  const seconds = ((flow && latenciesOf(index, flow).get(component.id)?.p99Ms) ?? component.p99Ms ?? 0) / 1_000;
  let rps = 0;
  for (const connection of index.incoming(component.id)) if (connection.kind === "call") rps += connection.rps ?? 0;
  return Math.max(1, Math.min(Math.ceil(rps * seconds), component.maxConcurrency || 1_000));
}

const platform = (coldStartMs: number, provisionedConcurrency?: number) =>
  sketch()
    .client("web")
    .gateway("api", { p99Ms: 10 })
    .component("function", "streams", { p99Ms: 60, coldStartMs, ...(provisionedConcurrency === undefined ? {} : { provisionedConcurrency }) })
    .call("web", "api")
    .call("api", "streams", { rps: 50 })
    .flow("list", ["web-api", "api-streams"], { name: "list", slo: { p99Ms: 500 } });

export const coldStartOverBudget = defineRule<Overrun>({
  id: "serverless/cold-start-over-budget",
  title: "Cold start breaks the latency target",
  severity: "warning",
  each: "flow",
  check(flow, { index }) {
    const targetMs = flow.slo?.p99Ms;
    if (targetMs === undefined || index.ofKind("function").length === 0) return undefined;
    const cold = coldFunctions(flow, index);
    if (cold.size === 0) return undefined;
    const latency = latencyOf(flow, index);
    const warmMs = latency?.p99Ms ?? 0;
    const reports: Report<Overrun>[] = [];
    const missing: string[] = [];
    let mayBeLate = false;
    for (const { id, coldStartMs } of cold) {
      if (coldStartMs === undefined) missing.push(`${id}.coldStartMs`);
      else if (coldStartMs + warmMs > targetMs) {
        const data = { flow: flow.name || flow.id, flowId: flow.id, coldStartMs, warmMs, targetMs };
        const related = index.connectionsOf(flow).flatMap((connection) => (connection.to === id ? [connection.id] : []));
        reports.push(finding({ target: `${flow.id}:${id}`, element: { type: "component", id }, property: "provisionedConcurrency", related, data }));
      } else mayBeLate = true;
    }
    // What is not known can only add to the latency: it matters for those that are in time so far.
    if (mayBeLate || missing.length > 0) missing.push(...(latency?.missing ?? []).map((id) => `${id}.p99Ms`));
    return missing.length > 0 ? [...reports, undecided(missing, { property: "slo.p99Ms" })] : reports;
  },
  message: ({ element, data }, { index }) =>
    `The flow “${data.flow}” promises ${formatQuantity("ms", data.targetMs)}, but takes ${about("ms", data.warmMs)} and another ${formatQuantity("ms", data.coldStartMs)} whenever ${index.nameOf(element.id)} has to start first.`,
  why: "After every quiet minute, every deployment and at every peak new copies start, and the request that starts one waits for it: exactly the moments in which people look.",
  remedy: "Keep copies ready (provisioned concurrency), or make the function start faster with a smaller bundle and less work before the handler.",
  sources: ["000 MDL shared/ Module Usage (derived)"],
  needs: ["component.coldStartMs", "component.p99Ms", "component.provisionedConcurrency", "flow.slo.p99Ms"],
  fix: {
    title: "Keep copies ready",
    apply(design, found, { index }) {
      const component = index.component(found.element.id);
      const { flowId } = found.data as Overrun; // What this rule's check put there.
      const flow = design.flows.find(({ id }) => id === flowId);
      return component ? updateComponent(design, component.id, { provisionedConcurrency: busyCopies(component, flow, index) }) : design;
    },
  },
  examples: {
    bad: [{ title: "70 ms when warm, 970 ms when cold, 500 ms promised", sketch: platform(900) }],
    good: [
      { title: "A small bundle starts in time", sketch: platform(300) },
      { title: "Copies are kept ready", sketch: platform(900, 5) },
    ],
  },
});
