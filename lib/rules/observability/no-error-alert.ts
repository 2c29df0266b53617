import type { DesignIndex } from "#lib/analysis/design-index.ts";
import { hasAlert } from "#lib/analysis/alerts.ts";
import type { Component } from "#lib/model/component.ts";
import { COMPUTE_KINDS } from "#lib/model/kinds.ts";
import { formatQuantity } from "#lib/model/quantity.ts";
import { sketch } from "#lib/model/sketch.ts";
import { defineRule, finding } from "../rule.ts";
import { addAlert } from "./add-alert.ts";

/** Whether it answers somebody: it offers operations, or handles messages. */
function isAsked({ id, apis }: Component, index: DesignIndex): boolean {
  for (const api of apis ?? []) if (api.endpoints?.length || api.rpcs?.length || api.fields?.length || api.operations?.length) return true;
  for (const connection of index.incoming(id)) if (connection.kind === "subscribe") return true;
  return false;
}

const order = sketch().service("order", { apis: [{ id: "orders", style: "rest", endpoints: [{ id: "placeOrder", method: "POST", path: "/orders" }] }] });
const mailer = sketch().topic("order-events").service("mailer").subscribe("order-events", "mailer");

export const noErrorAlert = defineRule({
  id: "observability/no-error-alert",
  title: "No alert on errors",
  severity: "warning",
  each: "component",
  kinds: COMPUTE_KINDS,
  check: (component, { index }) => (!isAsked(component, index) || hasAlert(component.id, index, "errorRatio") ? undefined : finding()),
  message: ({ element }, { index }) => `Nobody is told when ${index.nameOf(element.id)} fails.`,
  why: "Without an alert the first to notice an outage is a customer, and the minutes until then are the most expensive ones.",
  remedy: "Alert when more than 1% of the requests or messages fail over five minutes, and say what to do then.",
  sources: ["002 Observability essentials (Alerts)"],
  needs: ["alert.signal", "alert.target"],
  thresholds: ["alerts.errorRatio"],
  readiness: true,
  fix: {
    title: `Alert at ${formatQuantity("ratio", 0.01)} errors`,
    apply: (design, found, { settings }) => addAlert(design, found.element.id, "errorRatio", settings["alerts.errorRatio"]),
  },
  examples: {
    bad: [
      { title: "Failing orders stay unnoticed", sketch: order },
      { title: "Mails fail in silence", sketch: mailer },
    ],
    good: [
      { title: "Someone is told at 1%", sketch: order.alert("order-errors", { target: "order", signal: "errorRatio", threshold: 0.01, action: "Page whoever is on call" }) },
      { title: "Nothing asks it for anything", sketch: sketch().component("batchJob", "clean-up") },
    ],
  },
});
