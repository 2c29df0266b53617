import { hasAlert } from "#lib/analysis/alerts.ts";
import { arrivalAt } from "#lib/analysis/channels.ts";
import type { DesignIndex } from "#lib/analysis/design-index.ts";
import { formatQuantity } from "#lib/model/quantity.ts";
import type { Id } from "#lib/model/schema.ts";
import { sketch } from "#lib/model/sketch.ts";
import { defineRule, finding } from "../rule.ts";
import { addAlert } from "./add-alert.ts";

/** Messages that arrive within the tolerated delay. */
const thresholdFor = (rps: number, delayMs: number): number => Math.max(1, Math.ceil((rps * delayMs) / 1_000));

/** Whether somebody watches the backlog: on the topic or queue, or as the lag of one of its consumers. */
function isWatched(id: Id, index: DesignIndex): boolean {
  if (hasAlert(id, index, "queueDepth", "lag")) return true;
  for (const connection of index.outgoing(id)) if (connection.kind === "subscribe" && hasAlert(connection.to, index, "lag", "queueDepth")) return true;
  return false;
}

const events = sketch().service("order").topic("order-events").service("mailer").publish("order", "order-events", { rps: 100 });
const consumed = events.subscribe("order-events", "mailer");

export const noBacklogAlert = defineRule<{ readonly rps: number }>({
  id: "observability/no-backlog-alert",
  title: "No alert on the backlog",
  severity: "warning",
  each: "component",
  kinds: ["topic", "queue"],
  check({ id }, { index }) {
    if (!index.outgoing(id).some((connection) => connection.kind === "subscribe") || isWatched(id, index)) return undefined;
    const { rps } = arrivalAt(id, index);
    return finding({ fixable: rps > 0, data: { rps } });
  },
  message({ element, data }, { index, settings }) {
    const delayMs = settings["alerts.backlogDelayMs"];
    const hint =
      data.rps > 0
        ? `; at ${formatQuantity("rps", data.rps)} and a tolerated delay of ${formatQuantity("ms", delayMs)} the alert belongs at ${thresholdFor(data.rps, delayMs)} messages`
        : "";
    return `Nobody is told when messages pile up in ${index.nameOf(element.id)}${hint}.`;
  },
  why: "Consumers that fall behind return no error: the backlog grows quietly until messages are hours old or older than the retention and gone.",
  remedy: "Alert on queue depth or lag at the rate of arrival × the delay that is tolerated.",
  sources: ["002 Observability essentials (Alerts)", "003 Ex. 2 Monitoring & Alerts (lag > 1,000,000)"],
  conflicts: ["CF-53"],
  needs: ["alert.signal", "alert.target", "connection.rps"],
  thresholds: ["alerts.backlogDelayMs"],
  readiness: true,
  fix: {
    title: "Alert at the rate of arrival × the tolerated delay",
    apply(design, found, { index, settings }) {
      const { rps } = arrivalAt(found.element.id, index);
      if (rps === 0) return design;
      const signal = index.component(found.element.id)?.kind === "queue" ? "queueDepth" : "lag";
      return addAlert(design, found.element.id, signal, thresholdFor(rps, settings["alerts.backlogDelayMs"]));
    },
  },
  examples: {
    bad: [{ title: "Mails that are late without anybody knowing", sketch: consumed }],
    good: [
      { title: "An alert at one minute of arrivals", sketch: consumed.alert("mail-lag", { target: "order-events", signal: "lag", threshold: 6_000, action: "Add consumers" }) },
      { title: "Nobody reads it yet", sketch: events },
    ],
  },
});
