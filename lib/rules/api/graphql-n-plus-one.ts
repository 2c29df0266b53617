import { fieldPath, type GraphField } from "#lib/analysis/contract-changes.ts";
import { sketch } from "#lib/model/sketch.ts";
import { type ApiCheck, checkApis, offersGraphql, partTarget, updateFields } from "../apis.ts";
import { API_KINDS } from "../endpoints.ts";
import { defineRule, finding, type Report } from "../rule.ts";

type Data = { readonly field: string };

const check: ApiCheck<Data> = (api, component) => {
  if (api.fields === undefined || !offersGraphql(api)) return undefined;
  let reports: Report<Data>[] | undefined;
  for (const field of api.fields) {
    if (field.relation !== true || field.batched === true) continue;
    (reports ??= []).push(finding({ target: partTarget(component, fieldPath(field)), property: "apis", data: { field: fieldPath(field) } }));
  }
  return reports;
};

const shop = sketch().client("web").call("web", "graph", { tls: true, protocol: "graphql" });
const api = (field: Partial<GraphField>) => ({ apis: [{ id: "graph-api", style: "graphql" as const, fields: [{ type: "User", name: "posts", relation: true, ...field }] }] });

export const graphqlNPlusOne = defineRule<Data>({
  id: "api/graphql-n-plus-one",
  title: "Relation resolver loads one by one",
  severity: "error",
  each: "component",
  kinds: API_KINDS,
  check: (component, context) => checkApis(component, context, check),
  message: ({ element, data }, { index }) => `${index.nameOf(element.id)} asks the store once more for every item to fill in ${data.field || "an unnamed field"}.`,
  why: "A list of a hundred users makes a hundred and one queries; the page that was fast in the demonstration takes the database down in production.",
  remedy: "Load the relation for all items at once: give the field a DataLoader that collects the keys of one request.",
  sources: ["004 §2.2.1"],
  needs: ["graphql.relation", "graphql.batched"],
  fix: {
    title: "Load the field in batches",
    apply: (design, found) => updateFields(design, found, (field) => (field.relation === true ? { batched: true } : {})),
  },
  examples: {
    bad: [{ title: "A query per user", sketch: shop.service("graph", api({})) }],
    good: [
      { title: "One query for all of them", sketch: shop.service("graph", api({ batched: true })) },
      { title: "A field of the user itself", sketch: shop.service("graph", api({ name: "email", relation: false })) },
    ],
  },
});
