import type { DesignIndex } from "#lib/analysis/design-index.ts";
import type { Endpoint } from "#lib/model/contract.ts";
import { formatQuantity } from "#lib/model/quantity.ts";
import { sketch } from "#lib/model/sketch.ts";
import { API_KINDS, checkEndpoints, type EndpointCheck, endpointTarget, operationName } from "../endpoints.ts";
import { defineRule, finding, undecided } from "../rule.ts";
import { updateWithStatus } from "../status-endpoint.ts";

type Data = { readonly operation: string; readonly durationMs: number };

/** Operations that some call waits for as long-running, as endpoints are named in reports. */
const awaitedLong = (index: DesignIndex): ReadonlySet<string> => {
  const targets = new Set<string>();
  for (const { longRunning, operation, to } of index.connectionsOfKind("call")) if (longRunning === true && operation !== undefined) targets.add(`${to}:${operation}`);
  return targets;
};

const check: EndpointCheck<Data> = (endpoint, _api, component, { index, settings }) => {
  if (endpoint.async === true || endpoint.streaming === true) return undefined;
  const { expectedDurationMs } = endpoint;
  if (expectedDurationMs === undefined) {
    if (index.once(awaitedLong).size === 0) return undefined;
    const target = endpointTarget(component.id, endpoint);
    return index.once(awaitedLong).has(target) ? undecided([`${target}.expectedDurationMs`], { target, property: "apis" }) : undefined;
  }
  if (expectedDurationMs <= settings["resilience.longTimeoutMs"]) return undefined;
  return finding({ target: endpointTarget(component.id, endpoint), property: "apis", data: { operation: operationName(endpoint), durationMs: expectedDurationMs } });
};

const shop = sketch().client("web").call("web", "report", { tls: true });
const api = (endpoint: Partial<Endpoint>) => ({
  apis: [
    {
      id: "reports-api",
      style: "rest" as const,
      endpoints: [{ id: "createReport", method: "POST", path: "/v1/reports", effect: "create" as const, auth: "oidc", permissions: ["report:create"], ...endpoint }],
    },
  ],
});

export const longRunningSync = defineRule<Data>({
  id: "api/long-running-sync",
  title: "Long operation answered synchronously",
  severity: "warning",
  each: "component",
  kinds: API_KINDS,
  check: (component, context) => checkEndpoints(component, context, check),
  message: ({ element, data }, { index, settings }) =>
    `${data.operation} of ${index.nameOf(element.id)} takes ${formatQuantity("ms", data.durationMs)} while its caller waits; after ${formatQuantity("ms", settings["resilience.longTimeoutMs"])} callers and gateways give up.`,
  why: "The work goes on after the caller has gone: the answer is lost, the caller tries again, and the work is done twice.",
  remedy: "Accept the work with 202 and a place to ask for its state, and do it from a queue.",
  sources: ["003 API Edge Cases 2", "000 §6 (30 s)"],
  needs: ["endpoint.expectedDurationMs", "endpoint.async"],
  thresholds: ["resilience.longTimeoutMs"],
  fix: {
    title: "Answer 202 with a status endpoint",
    apply: (design, found) =>
      updateWithStatus(design, found, ({ responses }) => ({ async: true, responses: [202, ...(responses ?? []).filter((status) => status < 200 || status >= 300)] })),
  },
  examples: {
    bad: [{ title: "A report takes two minutes", sketch: shop.service("report", api({ expectedDurationMs: 120_000, responses: [201, 401, 403] })) }],
    good: [
      { title: "Accepted, and asked for later", sketch: shop.service("report", api({ expectedDurationMs: 120_000, async: true, statusEndpoint: "getReport", responses: [202] })) },
      { title: "Done in two seconds", sketch: shop.service("report", api({ expectedDurationMs: 2_000 })) },
    ],
  },
});
