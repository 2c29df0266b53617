import { fieldPath, type GraphField } from "#lib/analysis/contract-changes.ts";
import { sketch } from "#lib/model/sketch.ts";
import { type ApiCheck, checkApis, offersGraphql, partTarget, updateFields } from "../apis.ts";
import { API_KINDS } from "../endpoints.ts";
import { defineRule, finding, type Report } from "../rule.ts";

type Data = { readonly field: string };

const isPlainList = ({ list, small, connection }: GraphField): boolean => list === true && small !== true && connection !== true;

const check: ApiCheck<Data> = (api, component) => {
  if (api.fields === undefined || !offersGraphql(api)) return undefined;
  let reports: Report<Data>[] | undefined;
  for (const field of api.fields) {
    if (!isPlainList(field)) continue;
    (reports ??= []).push(finding({ target: partTarget(component, fieldPath(field)), property: "apis", data: { field: fieldPath(field) } }));
  }
  return reports;
};

const shop = sketch().client("web").call("web", "graph", { tls: true, protocol: "graphql" });
const api = (field: Partial<GraphField>) => ({ apis: [{ id: "graph-api", style: "graphql" as const, fields: [{ type: "Query", name: "users", list: true, ...field }] }] });

export const graphqlPlainList = defineRule<Data>({
  id: "api/graphql-plain-list",
  title: "GraphQL list is not a connection",
  severity: "warning",
  each: "component",
  kinds: API_KINDS,
  check: (component, context) => checkApis(component, context, check),
  message: ({ element, data }, { index }) =>
    `${index.nameOf(element.id)} returns ${data.field || "an unnamed field"} as a plain list, all of it or a page that nobody can go on from.`,
  why: "A plain list has no place for cursors, and turning it into a connection later breaks every query that was written against it.",
  remedy: "Return a connection with edges, cursors and PageInfo, or mark the list as small.",
  sources: ["004 §2.2.2"],
  conflicts: ["CF-15"],
  needs: ["graphql.list", "graphql.connection"],
  fix: {
    title: "Return a connection",
    apply: (design, found) => updateFields(design, found, (field) => (isPlainList(field) ? { connection: true } : {})),
  },
  examples: {
    bad: [{ title: "All users as a list", sketch: shop.service("graph", api({})) }],
    good: [
      { title: "A connection with cursors", sketch: shop.service("graph", api({ connection: true })) },
      { title: "Five roles are a small list", sketch: shop.service("graph", api({ name: "roles", small: true })) },
    ],
  },
});
