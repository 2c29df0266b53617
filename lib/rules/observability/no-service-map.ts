import type { Component } from "#lib/model/component.ts";
import { freshId, updateComponent } from "#lib/model/edit.ts";
import { COMPUTE_KINDS } from "#lib/model/kinds.ts";
import { type Sketch, sketch } from "#lib/model/sketch.ts";
import { addNear } from "../insert.ts";
import { defineRule, finding } from "../rule.ts";
import { counted } from "#lib/model/sentence.ts";

const names = ["shop", "cart", "order", "stock", "payment", "shipping", "pricing", "search", "reviews", "mail"];
const shop = names.reduce<Sketch>((drawn, name) => drawn.service(name), sketch());

export const noServiceMap = defineRule<{ readonly parts: number }>({
  id: "observability/no-service-map",
  title: "Many services, no service map",
  severity: "info",
  each: "design",
  check(_design, { index, settings }) {
    let parts = 0;
    for (const kind of COMPUTE_KINDS) parts += index.ofKind(kind).length;
    if (parts < settings["observability.serviceMapMin"]) return undefined;
    return index.ofKind("telemetry").some((telemetry) => telemetry.serviceMap === true) ? undefined : finding({ data: { parts } });
  },
  message: ({ data }) => `${counted(data.parts, "component")} with code of their own, and no map of who calls whom drawn from their traces.`,
  why: "With this many nobody knows all connections by heart; a map made from traces shows the real ones, also those that were never drawn.",
  remedy: "Let the tracing system draw a service map, and compare it with this design now and then.",
  sources: ["000 §10 Service Maps"],
  needs: ["component.serviceMap"],
  thresholds: ["observability.serviceMapMin"],
  readiness: true,
  fix: {
    title: "Draw the map in the telemetry system",
    apply(design, _found, { index }) {
      const [first] = index.ofKind("telemetry").toSorted((left, right) => (left.id < right.id ? -1 : 1));
      if (first) return updateComponent(design, first.id, { serviceMap: true });
      const telemetry: Component = { id: freshId(design, "Tracing"), kind: "telemetry", name: "Tracing", serviceMap: true };
      return addNear(
        design,
        telemetry,
        COMPUTE_KINDS.flatMap((kind) => index.ofKind(kind).map((component) => component.id)),
      );
    },
  },
  examples: {
    bad: [
      { title: "Ten services and no map", sketch: shop },
      { title: "Traces are collected, but nobody draws them", sketch: shop.component("telemetry", "jaeger") },
    ],
    good: [
      { title: "The tracing system draws the map", sketch: shop.component("telemetry", "jaeger", { serviceMap: true }) },
      { title: "Two services fit in anybody's head", sketch: sketch().service("shop").service("mail").call("shop", "mail") },
    ],
  },
});
