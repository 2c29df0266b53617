import type { DesignIndex } from "#lib/analysis/design-index.ts";
import type { Component } from "#lib/model/component.ts";
import type { Id } from "#lib/model/schema.ts";
import { sketch } from "#lib/model/sketch.ts";
import { defineRule, finding } from "../rule.ts";
import { counted } from "#lib/model/sentence.ts";

/** Operations that a component offers, in whatever style. */
const operationCount = (component: Component): number =>
  component.apis?.reduce((sum, api) => sum + (api.endpoints?.length ?? 0) + (api.fields?.length ?? 0) + (api.operations?.length ?? 0) + (api.rpcs?.length ?? 0), 0) ?? 0;

function subscriptionCount(component: Component, index: DesignIndex): number {
  let number = 0;
  for (const connection of index.incoming(component.id)) if (connection.kind === "subscribe") number += 1;
  return number;
}

/** Whoever alone uses a database has it for itself, also where nobody wrote down the owner. */
function soleUser(database: Component, index: DesignIndex): Id | undefined {
  const [first, ...others] = new Set(index.incoming(database.id).map(({ from }) => from));
  return others.length === 0 ? first : undefined;
}
const databaseOwners = (index: DesignIndex): ReadonlySet<Id | undefined> => new Set(index.ofKind("database").map((database) => database.owner ?? soleUser(database, index)));

const billing = sketch()
  .boundary("context", "billing", { name: "Billing" })
  .service("invoice", {
    contexts: ["billing"],
    apis: [
      {
        id: "invoices",
        style: "rest",
        endpoints: [
          { id: "listInvoices", method: "GET", path: "/invoices" },
          { id: "createInvoice", method: "POST", path: "/invoices" },
        ],
      },
    ],
  });
const currency = [{ id: "rates", style: "rest" as const, endpoints: [{ id: "convert", method: "GET", path: "/convert" }] }];

export const nanoService = defineRule<{ readonly operations: number; readonly subscriptions: number }>({
  id: "boundaries/nano-service",
  title: "Service does only one thing",
  severity: "warning",
  each: "component",
  kinds: ["service"],
  check(service, { index }) {
    if (service.role === "worker" || service.role === "orchestrator" || service.splitReason !== undefined) return undefined;
    const operations = operationCount(service);
    if (operations > 1) return undefined;
    const subscriptions = subscriptionCount(service, index);
    if (operations + subscriptions > 1 || index.once(databaseOwners).has(service.id)) return undefined;
    return finding({ property: "splitReason", data: { operations, subscriptions } });
  },
  message({ element, data: { operations, subscriptions } }, { index }) {
    const does = operations > 0 ? counted(operations, "operation") : subscriptions > 0 ? counted(subscriptions, "subscription") : "no operation and no subscription";
    return `${index.nameOf(element.id)} has ${does}, no database of its own and no stated reason to be a service.`;
  },
  why: "Every service costs a pipeline, an on-call rotation and a network hop; one function does not pay for them.",
  remedy: "Merge it into its neighbour of the same context, or record why it stands alone: its scale, its release cadence or its security.",
  sources: ["000 §2 Service Size (one function per service is too small)"],
  conflicts: ["CF-08"],
  needs: ["component.apis", "component.role", "component.splitReason", "component.owner"],
  exceptProfiles: ["serverless"],
  needsPerson: "Whether to merge it or to keep it, and why, is a decision of its team.",
  examples: {
    bad: [
      { title: "A service for one conversion", sketch: billing.service("currency", { contexts: ["billing"], apis: currency }).call("invoice", "currency") },
      {
        title: "A service for one subscription",
        sketch: billing
          .topic("invoices-issued")
          .publish("invoice", "invoices-issued")
          .service("archive", { contexts: ["billing"] })
          .subscribe("invoices-issued", "archive"),
      },
    ],
    good: [
      {
        title: "The conversion is an operation of its neighbour",
        sketch: sketch()
          .boundary("context", "billing", { name: "Billing" })
          .service("invoice", {
            contexts: ["billing"],
            apis: [
              {
                id: "invoices",
                style: "rest",
                endpoints: [
                  { id: "listInvoices", method: "GET", path: "/invoices" },
                  { id: "convert", method: "GET", path: "/convert" },
                ],
              },
            ],
          }),
      },
      { title: "It stands alone to scale alone", sketch: billing.service("currency", { contexts: ["billing"], splitReason: "scale", apis: currency }).call("invoice", "currency") },
      {
        title: "It owns data",
        sketch: billing
          .service("currency", { contexts: ["billing"], apis: currency })
          .database("rates", { owner: "currency" })
          .data("currency", "rates", { mode: "rw" }),
      },
    ],
  },
});
