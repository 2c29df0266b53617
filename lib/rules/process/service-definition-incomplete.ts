import type { DesignIndex } from "#lib/analysis/design-index.ts";
import type { Component } from "#lib/model/component.ts";
import { sketch } from "#lib/model/sketch.ts";
import { defineRule, finding } from "../rule.ts";
import { listed } from "#lib/model/sentence.ts";

const isDescribed = ({ purpose }: Component): boolean => purpose !== undefined && purpose.trim() !== "";
const promises = ({ slo }: Component): boolean => slo !== undefined && (slo.availability ?? slo.p99Ms ?? slo.errorRatio) !== undefined;
const offers = (service: Component, index: DesignIndex): boolean =>
  (service.apis !== undefined && service.apis.length > 0) || index.incoming(service.id).some(({ kind }) => kind === "subscribe");
const keepsData = (service: Component, index: DesignIndex): boolean =>
  service.stateless === true || index.outgoing(service.id).some(({ kind, use }) => kind === "data" || (kind === "cacheAccess" && use === "store"));

/** The entries of a service card: the property that fills each, what it is called in a sentence, and whether it is there. */
const ENTRIES: readonly { readonly property: string; readonly what: string; isThere(service: Component, index: DesignIndex): boolean }[] = [
  { property: "purpose", what: "its purpose", isThere: isDescribed },
  { property: "apis", what: "what it offers (an API or a subscription)", isThere: offers },
  { property: "stateless", what: "where it keeps data (a store, or that it is stateless)", isThere: keepsData },
  { property: "slo", what: "its objective", isThere: promises },
];

const slo = { availability: 0.9995, p99Ms: 200 };
const apis = [{ id: "orders", style: "rest" as const }];

export const serviceDefinitionIncomplete = defineRule<{ readonly missing: readonly string[] }>({
  id: "process/service-definition-incomplete",
  title: "Service card incomplete",
  severity: "warning",
  each: "component",
  kinds: ["service"],
  check(service, { index }) {
    let property: string | undefined;
    const missing: string[] = [];
    for (const entry of ENTRIES) {
      if (entry.isThere(service, index)) continue;
      property ??= entry.property;
      missing.push(entry.what);
    }
    return property === undefined ? undefined : finding({ property, data: { missing } });
  },
  message: ({ element, data }, { index }) => `The card of ${index.nameOf(element.id)} lacks ${listed(data.missing)}.`,
  why: "Purpose, interface, data and objective are what other teams build on; what the card does not say each of them assumes differently.",
  remedy: "Complete the card: one sentence of purpose, the API or the events it takes, the store it owns or that it is stateless, and the objective.",
  sources: ["003 Output Requirements: Service Definitions", "004 §1.2"],
  needs: ["component.purpose", "component.apis", "component.stateless", "component.slo"],
  readiness: true,
  needsPerson: "What a service is for and what it promises is for its team to say.",
  examples: {
    bad: [
      { title: "A box with a name", sketch: sketch().service("order") },
      {
        title: "Nobody has said how fast it is",
        sketch: sketch().service("order", { purpose: "Takes orders.", apis }).database("orders").data("order", "orders"),
      },
    ],
    good: [
      {
        title: "Purpose, API, data and objective",
        sketch: sketch().service("order", { purpose: "Takes orders.", apis, slo }).database("orders").data("order", "orders"),
      },
      {
        title: "A worker without data of its own",
        sketch: sketch().topic("events").service("mailer", { purpose: "Tells customers what happened.", stateless: true, slo }).subscribe("events", "mailer"),
      },
    ],
  },
});
