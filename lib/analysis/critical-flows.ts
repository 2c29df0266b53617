import type { Flow } from "#lib/model/flow.ts";
import type { Id } from "#lib/model/schema.ts";
import type { DesignIndex } from "./design-index.ts";

/** The critical flows that touch each component: start at it, leave it or reach it. Compute once: `index.once(criticalFlows)`. */
export function criticalFlows(index: DesignIndex): ReadonlyMap<Id, readonly Flow[]> {
  const touched = new Map<Id, Flow[]>();
  for (const flow of index.design.flows) {
    if (flow.criticality !== "critical") continue;
    const ids = new Set<Id>(flow.entry === undefined ? [] : [flow.entry]);
    for (const connection of index.connectionsOf(flow)) ids.add(connection.from).add(connection.to);
    for (const id of ids) {
      const flows = touched.get(id);
      if (flows) flows.push(flow);
      else touched.set(id, [flow]);
    }
  }
  return touched;
}
