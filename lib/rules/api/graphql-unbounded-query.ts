import type { Api } from "#lib/model/contract.ts";
import { sketch } from "#lib/model/sketch.ts";
import { type ApiCheck, apiName, apiTarget, checkApis, offersGraphql, updateApi } from "../apis.ts";
import { API_KINDS } from "../endpoints.ts";
import { defineRule, finding } from "../rule.ts";

type Data = { readonly api: string; readonly depth?: number; readonly complexity?: number };

const check: ApiCheck<Data> = (api, component, { settings }) => {
  if (!offersGraphql(api)) return undefined;
  const { depthLimit, complexityLimit } = api;
  if (depthLimit !== undefined && depthLimit <= settings["graphql.depth"] && complexityLimit !== undefined && complexityLimit <= settings["graphql.complexity"]) return undefined;
  return finding({
    target: apiTarget(component, api),
    property: "apis",
    data: { api: apiName(api), ...(depthLimit !== undefined && { depth: depthLimit }), ...(complexityLimit !== undefined && { complexity: complexityLimit }) },
  });
};

const shop = sketch().client("web").call("web", "graph", { tls: true, protocol: "graphql" });
const api = (limits: Pick<Api, "depthLimit" | "complexityLimit">) => ({ apis: [{ id: "graph-api", style: "graphql" as const, ...limits }] });

export const graphqlUnboundedQuery = defineRule<Data>({
  id: "api/graphql-unbounded-query",
  title: "GraphQL without depth and cost limit",
  severity: "error",
  each: "component",
  kinds: API_KINDS,
  check: (component, context) => checkApis(component, context, check),
  message({ element, data }, { index, settings }) {
    const depth = data.depth === undefined ? "of any depth" : `up to ${data.depth} levels deep`;
    const cost = data.complexity === undefined ? "at any cost" : `at a cost up to ${data.complexity}`;
    return `${index.nameOf(element.id)} answers queries to ${data.api} ${depth} and ${cost}; ${settings["graphql.depth"]} levels and a cost of ${settings["graphql.complexity"]} are the most.`;
  },
  why: "The caller writes the query: users of posts of users of posts costs the sender one line and the database everything it has.",
  remedy: "Refuse queries that are deeper than 10 levels or cost more than 1,000 before they run.",
  sources: ["004 §2.2.4"],
  needs: ["api.depthLimit", "api.complexityLimit"],
  thresholds: ["graphql.depth", "graphql.complexity"],
  fix: {
    title: "Limit depth and cost",
    apply: (design, found, context) =>
      updateApi(design, found, context, ({ depthLimit, complexityLimit }) => ({
        depthLimit: Math.min(depthLimit ?? Infinity, Math.floor(context.settings["graphql.depth"])),
        complexityLimit: Math.min(complexityLimit ?? Infinity, Math.floor(context.settings["graphql.complexity"])),
      })),
  },
  examples: {
    bad: [
      { title: "Any query is answered", sketch: shop.service("graph", api({})) },
      { title: "Deep enough to hurt", sketch: shop.service("graph", api({ depthLimit: 50, complexityLimit: 1_000 })) },
    ],
    good: [{ title: "Within limits", sketch: shop.service("graph", api({ depthLimit: 10, complexityLimit: 1_000 })) }],
  },
});
