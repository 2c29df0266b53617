import type { Alert } from "#lib/model/decision.ts";
import type { Design } from "#lib/model/design.ts";
import { addMember, freshId } from "#lib/model/edit.ts";
import type { Id } from "#lib/model/schema.ts";

type Signal = NonNullable<Alert["signal"]>;

/** What to do first when an alert fires, by its signal (003 Ex. 2 for lag, latency and throughput). */
const ACTIONS: Record<Signal, string> = {
  errorRatio: "Page whoever is on call",
  p99: "Check the load and what it waits for",
  queueDepth: "Add consumers",
  lag: "Add consumers",
  throughputLow: "Check what feeds it",
  replicaLag: "Send reads to the primary",
};

/** The usual first action for a signal. */
export const actionFor = (signal: Alert["signal"]): string => ACTIONS[signal ?? "errorRatio"];

/** Adds an alert on a component, with the usual first action. */
export function addAlert(design: Design, target: Id, signal: Signal, threshold: number): Design {
  return addMember(design, "alerts", { id: freshId(design, `${target}-${signal}`), target, signal, threshold, action: actionFor(signal) });
}
