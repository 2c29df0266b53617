import { gatewaysBefore } from "#lib/analysis/gateway-routes.ts";
import type { DesignIndex } from "#lib/analysis/design-index.ts";
import { updateComponent } from "#lib/model/edit.ts";
import { formatQuantity } from "#lib/model/quantity.ts";
import type { Id } from "#lib/model/schema.ts";
import { sketch } from "#lib/model/sketch.ts";
import { defineRule, finding, undecided } from "../rule.ts";

/** Whether everything that starts a function is a gateway, so that nobody would miss a longer run. */
const isOnlyBehindGateways = (id: Id, index: DesignIndex): boolean =>
  index.incoming(id).every((connection) => connection.kind === "call" && index.source(connection)?.kind === "gateway");

const api = sketch().gateway("api").call("api", "apiReports");

export const timeoutOverGatewayLimit = defineRule<{ readonly timeoutMs: number; readonly gateway: Id }>({
  id: "serverless/timeout-over-gateway-limit",
  title: "Function may outlive the gateway",
  severity: "error",
  each: "component",
  kinds: ["function"],
  check(component, { index, settings }) {
    const { timeoutMs } = component;
    if (timeoutMs !== undefined && timeoutMs <= settings["sls.gatewayTimeoutMs"]) return undefined;
    const [gateway] = gatewaysBefore(component.id, index);
    if (!gateway) return undefined;
    if (timeoutMs === undefined) return undecided([`${component.id}.timeoutMs`], { property: "timeoutMs" });
    return finding({ property: "timeoutMs", related: [gateway.id], fixable: isOnlyBehindGateways(component.id, index), data: { timeoutMs, gateway: gateway.id } });
  },
  message: ({ element, data }, { index, settings }) =>
    `${index.nameOf(element.id)} may run for ${formatQuantity("ms", data.timeoutMs)}, but ${index.nameOf(data.gateway)} answers with an error after ${formatQuantity("ms", settings["sls.gatewayTimeoutMs"])}.`,
  why: "The caller gets an error and repeats the request while the first run still works and is billed: a slow moment becomes two or three times the load.",
  remedy: "Accept long work with 202 and a status endpoint and do it behind a queue; let what is left end before the gateway gives up.",
  sources: ["000 §6 (30 s)", "000 MDL gateway (derived)"],
  needs: ["component.timeoutMs", "component.routes", "connection.kind"],
  thresholds: ["sls.gatewayTimeoutMs"],
  fix: {
    title: "End the function when the gateway gives up, after 30 s",
    apply: (design, found, { settings }) => updateComponent(design, found.element.id, { timeoutMs: settings["sls.gatewayTimeoutMs"] }),
  },
  examples: {
    bad: [{ title: "A report may take two minutes", sketch: api.component("function", "apiReports", { timeoutMs: 120_000 }) }],
    good: [
      { title: "It ends in time", sketch: api.component("function", "apiReports", { timeoutMs: 10_000 }) },
      {
        title: "The long work is behind a queue",
        sketch: api
          .component("function", "apiReports", { timeoutMs: 10_000 })
          .queue("reports", { visibilityTimeoutMs: 720_000 })
          .component("function", "buildReport", { timeoutMs: 120_000 })
          .publish("apiReports", "reports", { targetConfig: "env" })
          .subscribe("reports", "buildReport"),
      },
    ],
  },
});
