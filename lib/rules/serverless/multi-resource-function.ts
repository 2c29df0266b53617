import { resourceOf } from "#lib/analysis/gateway-routes.ts";
import { sketch } from "#lib/model/sketch.ts";
import { defineRule, finding } from "../rule.ts";
import { listed } from "#lib/model/sentence.ts";

const platform = sketch().set({ profile: "serverless" });

export const multiResourceFunction = defineRule<{ readonly resources: readonly string[] }>({
  id: "serverless/multi-resource-function",
  title: "Function serves several resources",
  severity: "warning",
  profiles: ["serverless"],
  each: "component",
  kinds: ["function"],
  check({ routeKeys }) {
    if (routeKeys === undefined || routeKeys.length < 2) return undefined;
    const resources = new Set(routeKeys.flatMap((key) => resourceOf(key) ?? []));
    return resources.size < 2 ? undefined : finding({ property: "routeKeys", data: { resources: [...resources].toSorted() } });
  },
  message: ({ element, data }, { index }) => `${index.nameOf(element.id)} serves ${data.resources.length} resources: ${listed(data.resources, 6)}.`,
  why: "A function with several resources has the permissions, the bundle and the timeout of all of them, and each change of one releases the others.",
  remedy: "Give every resource a function of its own, with only the permissions that it needs.",
  sources: ["000 MDL Function-per-Endpoint"],
  conflicts: ["CF-44"],
  needs: ["component.routeKeys"],
  needsPerson: "How code, data and permissions divide is known only to whoever wrote them.",
  examples: {
    bad: [{ title: "Streams and channels in one function", sketch: platform.component("function", "api", { routeKeys: ["GET /streams", "POST /streams", "GET /channels"] }) }],
    good: [
      {
        title: "One resource with all its routes",
        sketch: platform.component("function", "apiStreams", { routeKeys: ["GET /v1/streams", "POST /v1/streams", "GET /v1/streams/{id}", "GET /v1/streams/{id}/clips"] }),
      },
    ],
  },
});
