import { sketch } from "#lib/model/sketch.ts";
import { type ApiCheck, apiName, apiTarget, checkApis, offersGraphql, updateApi } from "../apis.ts";
import { API_KINDS } from "../endpoints.ts";
import { defineRule, finding } from "../rule.ts";
import { listed } from "#lib/model/sentence.ts";

type Data = { readonly api: string; readonly missing: readonly string[] };

const FIELDS = ["extensions.code", "path"] as const;

const missingIn = (errorFields: readonly string[] | undefined): readonly string[] => FIELDS.filter((field) => !errorFields?.includes(field));

const check: ApiCheck<Data> = (api, component) => {
  if (!offersGraphql(api)) return undefined;
  const missing = missingIn(api.errorFields);
  return missing.length === 0 ? undefined : finding({ target: apiTarget(component, api), property: "apis", data: { api: apiName(api), missing } });
};

const shop = sketch().client("web").call("web", "graph", { tls: true, protocol: "graphql" });
const api = (errorFields: string[]) => ({ apis: [{ id: "graph-api", style: "graphql" as const, errorFields }] });

export const graphqlErrorCodes = defineRule<Data>({
  id: "api/graphql-error-codes",
  title: "GraphQL errors without machine-readable code",
  severity: "info",
  each: "component",
  kinds: API_KINDS,
  check: (component, context) => checkApis(component, context, check),
  message: ({ element, data }, { index }) => `Errors of ${data.api} of ${index.nameOf(element.id)} come without ${listed(data.missing)}.`,
  why: "GraphQL answers 200 with data and errors side by side; without a code and a path the client compares sentences, which change with every translation.",
  remedy: "Give every error its path and a code in its extensions, as NOT_FOUND.",
  sources: ["004 §2.2.3"],
  needs: ["api.errorFields"],
  fix: {
    title: "Add the code and the path to errors",
    apply: (design, found, context) => updateApi(design, found, context, ({ errorFields }) => ({ errorFields: [...(errorFields ?? []), ...missingIn(errorFields)] })),
  },
  examples: {
    bad: [{ title: "Only a sentence", sketch: shop.service("graph", api(["message"])) }],
    good: [{ title: "A code and a path", sketch: shop.service("graph", api(["message", "path", "extensions.code"])) }],
  },
});
