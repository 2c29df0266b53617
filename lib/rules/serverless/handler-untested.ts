import { routeKey } from "#lib/analysis/gateway-routes.ts";
import type { Component } from "#lib/model/component.ts";
import { sketch } from "#lib/model/sketch.ts";
import { defineRule, finding } from "../rule.ts";
import { listed } from "#lib/model/sentence.ts";

/** Route keys of a function that no test calls. */
function untested({ routeKeys = [], testedRouteKeys = [] }: Component): string[] {
  const tested = new Set(testedRouteKeys.map(routeKey));
  return [...new Set(routeKeys.map(routeKey))].filter((key) => key !== "" && !tested.has(key));
}

const platform = sketch().set({ profile: "serverless" });

export const handlerUntested = defineRule<{ readonly keys: readonly string[] }>({
  id: "serverless/handler-untested",
  title: "Route without a handler test",
  severity: "warning",
  profiles: ["serverless"],
  each: "component",
  kinds: ["function"],
  check(component) {
    if (component.routeKeys === undefined || component.routeKeys.length === 0) return undefined;
    const keys = untested(component);
    return keys.length === 0 ? undefined : finding({ property: "testedRouteKeys", data: { keys } });
  },
  message: ({ element, data }, { index }) => `No test calls ${index.nameOf(element.id)} with ${listed(data.keys)}.`,
  why: "A handler is wired by strings: a route key with a typing mistake compiles, deploys and answers 404, and only a test with the gateway's event finds it.",
  remedy: "Call the handler with a mock event for every route key, and list the key as tested.",
  sources: ["000 MDL Testing Lambda Handlers"],
  needs: ["component.routeKeys", "component.testedRouteKeys"],
  readiness: true,
  needsPerson: "A test has to be written before a route may be called tested.",
  examples: {
    bad: [
      {
        title: "One of two routes is tested",
        sketch: platform.component("function", "apiStreams", { routeKeys: ["GET /streams", "POST /streams"], testedRouteKeys: ["GET /streams"] }),
      },
      { title: "No tests at all", sketch: platform.component("function", "apiStreams", { routeKeys: ["GET /streams"] }) },
    ],
    good: [{ title: "Every route is tested", sketch: platform.component("function", "apiStreams", { routeKeys: ["GET /streams"], testedRouteKeys: ["GET /streams"] }) }],
  },
});
