import type { DesignIndex } from "#lib/analysis/design-index.ts";
import { isSync } from "#lib/analysis/callers.ts";
import { methodOf, operationOf } from "#lib/analysis/operations.ts";
import { contextsOf, overlap } from "#lib/analysis/ownership.ts";
import type { Connection } from "#lib/model/connection.ts";
import type { Id } from "#lib/model/schema.ts";
import { type Sketch, sketch } from "#lib/model/sketch.ts";
import { isCompute } from "#lib/model/kinds.ts";
import { defineRule, finding, type Report, undecided } from "../rule.ts";

const READING_METHODS: ReadonlySet<string> = new Set(["GET", "HEAD", "OPTIONS"]);

/** Whether a call asks for data; one of which nobody says what it does counts as asking. */
function asks(index: DesignIndex, call: Connection): boolean {
  const called = operationOf(index, call);
  if (called?.style === "rest" && called.operation.effect !== undefined) return called.operation.effect === "read";
  const method = methodOf(index, call);
  if (method !== undefined) return READING_METHODS.has(method);
  return call.idempotent !== false && called?.operation.idempotent !== false;
}

const NAMES = ["orders", "prices", "stock", "reviews", "delivery"] as const;
const drawn = NAMES.reduce<Sketch>(
  (page, name) =>
    page
      .boundary("context", `${name}-context`)
      .service(name, { contexts: [`${name}-context`] })
      .call("shop", name, { protocol: "rest", operation: `GET /${name}` }),
  sketch()
    .boundary("context", "shop-context")
    .service("shop", { contexts: ["shop-context"] }),
);

export const compositionFanOut = defineRule<{ readonly flow: string; readonly contexts: number }>({
  id: "data/composition-fan-out",
  title: "One request needs data of five or more services",
  severity: "warning",
  each: "flow",
  check(flow, { index, settings }) {
    const most = settings["data.compositionFanOut"];
    if ((flow.connections?.length ?? 0) < most) return undefined;
    const byCaller = new Map<Id, Connection[]>();
    for (const call of new Set(index.connectionsOf(flow))) {
      if (call.kind !== "call" || !isSync(call)) continue;
      const calls = byCaller.get(call.from);
      if (calls) calls.push(call);
      else byCaller.set(call.from, [call]);
    }
    let reports: Report<{ readonly flow: string; readonly contexts: number }>[] | undefined;
    for (const [id, calls] of byCaller) {
      const caller = index.component(id);
      if (calls.length < most || !caller || !isCompute(caller)) continue;
      const own = contextsOf(caller, index);
      const foreign = new Set<Id>();
      const unplaced = new Set<Id>();
      const asked: Connection[] = [];
      for (const call of calls) {
        const callee = index.target(call);
        if (!callee || !isCompute(callee) || !asks(index, call)) continue;
        const contexts = contextsOf(callee, index);
        const [context] = contexts;
        if (context === undefined) unplaced.add(callee.id);
        else if (overlap(own, contexts)) continue;
        else foreign.add(context);
        asked.push(call);
      }
      const place = { target: `${flow.id}:${id}`, element: { type: "component" as const, id }, related: asked.flatMap((call) => [call.id, call.to]) };
      if (foreign.size >= most) (reports ??= []).push(finding({ ...place, data: { flow: flow.id, contexts: foreign.size } }));
      else if (foreign.size + unplaced.size >= most)
        (reports ??= []).push(
          undecided(
            [...unplaced].toSorted().map((callee) => `${callee}.contexts`),
            place,
          ),
        );
    }
    return reports;
  },
  message({ element, data }, { design, index, settings }) {
    const flow = design.flows.find(({ id }) => id === data.flow);
    return `In the flow "${flow?.name || data.flow}" ${index.nameOf(element.id)} asks ${data.contexts} foreign contexts for one answer; from ${settings["data.compositionFanOut"]} on a read model is the better way.`;
  },
  why: "One answer then needs all of the others: it is as slow as the slowest of them, and their failures add up.",
  remedy: "Keep a read model with what the answer needs, fed by the events of the owners, and ask only that.",
  sources: ["000 §0 Data Locality"],
  needs: ["flow.connections", "connection.operation", "component.contexts"],
  thresholds: ["data.compositionFanOut"],
  needsPerson: "Which of the answers may be a moment old, and so come from a read model, is a product decision.",
  examples: {
    bad: [
      {
        title: "A page that is put together from five services",
        sketch: drawn.flow(
          "home",
          NAMES.map((name) => `shop-${name}`),
          { name: "home page" },
        ),
      },
    ],
    good: [
      {
        title: "A page from four services",
        sketch: drawn.flow(
          "home",
          NAMES.slice(1).map((name) => `shop-${name}`),
          { name: "home page" },
        ),
      },
      {
        title: "A read model has it all",
        sketch: sketch().service("shop").database("pages", { role: "readModel" }).data("shop", "pages", { mode: "r" }).flow("home", ["shop-pages"], { name: "home page" }),
      },
    ],
  },
});
