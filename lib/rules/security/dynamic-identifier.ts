import { sketch } from "#lib/model/sketch.ts";
import { API_KINDS, checkEndpoints, type EndpointCheck, endpointTarget, operationName } from "../endpoints.ts";
import { defineRule, finding } from "../rule.ts";

type Data = { readonly operation: string; readonly parameter: string };

const check: EndpointCheck<Data> = (endpoint, _api, component) => {
  if (!endpoint.params?.some((param) => param.usedAs === "identifier" && !param.enum?.length)) return undefined;
  const open = endpoint.params.filter((param) => param.usedAs === "identifier" && !param.enum?.length);
  return open.map((param) =>
    finding({ target: `${endpointTarget(component.id, endpoint)}.${param.name}`, property: "apis", data: { operation: operationName(endpoint), parameter: param.name } }),
  );
};

const analytics = sketch().client("dashboard").database("events").call("dashboard", "query", { tls: true }).data("query", "events", { mode: "r", tls: true });
const api = (granularity: { readonly usedAs: "value" | "identifier"; readonly enum?: string[] }) => ({
  apis: [
    {
      id: "analytics",
      style: "rest" as const,
      endpoints: [{ id: "listEvents", method: "GET", path: "/events", params: [{ name: "granularity", in: "query" as const, ...granularity }] }],
    },
  ],
});

export const dynamicIdentifier = defineRule<Data>({
  id: "security/dynamic-identifier",
  title: "Request value used as table or column name",
  severity: "error",
  each: "component",
  kinds: API_KINDS,
  check: (component, context) => checkEndpoints(component, context, check),
  message: ({ element, data }, { index }) =>
    `${index.nameOf(element.id)} builds a table or column name from the parameter ${data.parameter} of ${data.operation}, whatever it holds.`,
  why: "Names cannot be bound as query parameters, so the value is pasted into the statement: that is SQL injection by design.",
  remedy: "List the allowed values of the parameter and map each of them to a name in the code.",
  sources: ["003 Ex. 2 Query API (judged)"],
  needs: ["endpoint.params.usedAs", "endpoint.params.enum"],
  needsPerson: "Only the team knows which tables or columns may be asked for.",
  examples: {
    bad: [{ title: "The caller names the table", sketch: analytics.service("query", api({ usedAs: "identifier" })) }],
    good: [
      { title: "One of two known tables", sketch: analytics.service("query", api({ usedAs: "identifier", enum: ["1min", "hourly"] })) },
      { title: "Only compared with a column", sketch: analytics.service("query", api({ usedAs: "value" })) },
    ],
  },
});
