import { updateComponent } from "#lib/model/edit.ts";
import { formatQuantity } from "#lib/model/quantity.ts";
import { sketch } from "#lib/model/sketch.ts";
import { defineRule, finding, undecided } from "../rule.ts";

const order = (healthCheck?: { readonly path: string; readonly intervalMs: number }) => sketch().service("order", healthCheck ? { healthCheck } : {});

export const noHealthCheck = defineRule<{ readonly intervalMs?: number }>({
  id: "observability/no-health-check",
  title: "No health check",
  severity: "warning",
  each: "component",
  kinds: ["service"],
  check({ id, healthCheck }, { settings }) {
    if (!healthCheck?.path) return finding({ property: "healthCheck", data: {} });
    const { intervalMs } = healthCheck;
    if (intervalMs === undefined) return undecided([`${id}.healthCheck.intervalMs`], { property: "healthCheck.intervalMs" });
    return intervalMs > settings["health.intervalMs"] ? finding({ property: "healthCheck.intervalMs", data: { intervalMs } }) : undefined;
  },
  message: ({ element, data }, { index, settings }) =>
    data.intervalMs === undefined
      ? `Nothing asks ${index.nameOf(element.id)} whether it is well.`
      : `${index.nameOf(element.id)} is asked whether it is well only every ${formatQuantity("ms", data.intervalMs)}; ${formatQuantity("ms", settings["health.intervalMs"])} is the longest.`,
  why: "A load balancer or orchestrator that does not ask keeps sending requests to an instance that hangs, and restarts it only when a person does.",
  remedy: "Offer GET /health, cheap and without the health of others in it, and have it asked every 10 s.",
  sources: ["004 §4.3"],
  needs: ["component.healthCheck"],
  thresholds: ["health.intervalMs"],
  readiness: true,
  fix: {
    title: `Ask GET /health every ${formatQuantity("ms", 10_000)}`,
    apply(design, found, { index, settings }) {
      const { path } = index.component(found.element.id)?.healthCheck ?? {};
      return updateComponent(design, found.element.id, { healthCheck: { path: path || "/health", intervalMs: settings["health.intervalMs"] } });
    },
  },
  examples: {
    bad: [
      { title: "Nobody asks", sketch: order() },
      { title: "A minute of requests to an instance that hangs", sketch: order({ path: "/health", intervalMs: 60_000 }) },
    ],
    good: [
      { title: "Asked every 10 s", sketch: order({ path: "/health", intervalMs: 10_000 }) },
      { title: "The platform looks after a function", sketch: sketch().component("function", "resize") },
    ],
  },
});
