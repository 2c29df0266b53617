import type { Api } from "#lib/model/contract.ts";
import { sketch } from "#lib/model/sketch.ts";
import { type ApiCheck, apiName, apiTarget, checkApis, lacking, offersRest, updateApi } from "../apis.ts";
import { API_KINDS } from "../endpoints.ts";
import { defineRule, finding } from "../rule.ts";
import { listed } from "#lib/model/sentence.ts";
import type { Settings } from "../thresholds.ts";

type Data = { readonly api: string; readonly missing: readonly string[] };

const ENVELOPE = ["code", "message", "details", "requestId", "timestamp"] as const;
/** Problem details for HTTP APIs (RFC 9457). */
const PROBLEM = ["type", "title", "status", "detail", "instance"] as const;

const fieldsOf = (settings: Settings): readonly string[] => (settings["api.errorBody"] === "problem" ? PROBLEM : ENVELOPE);

const check: ApiCheck<Data> = (api, component, { settings }) => {
  if (!offersRest(api)) return undefined;
  const missing = lacking(api.errorFields, fieldsOf(settings));
  return missing.length === 0 ? undefined : finding({ target: apiTarget(component, api), property: "apis", data: { api: apiName(api), missing } });
};

const shop = sketch().client("web").call("web", "order", { tls: true });
const api = (errorFields: string[] | undefined): { apis: Api[] } => ({
  apis: [{ id: "orders-api", style: "rest", endpoints: [{ id: "listOrders", method: "GET", path: "/v1/orders" }], ...(errorFields && { errorFields }) }],
});

export const errorEnvelope = defineRule<Data>({
  id: "api/error-envelope",
  title: "Error body incomplete",
  severity: "warning",
  each: "component",
  kinds: API_KINDS,
  check: (component, context) => checkApis(component, context, check),
  message: ({ element, data }, { index }) => `Errors of ${data.api} of ${index.nameOf(element.id)} come without ${listed(data.missing, 5)}.`,
  why: "A program needs a code, a person a sentence, a form the field that is wrong, and support the request to look for; one text serves none of them.",
  remedy: "Answer every error with the same body: code, message, details per field, requestId and timestamp.",
  sources: ["004 §2.1.7", "003 Step 3.4"],
  conflicts: ["CF-19"],
  needs: ["api.errorFields"],
  thresholds: ["api.errorBody"],
  fix: {
    title: "Add the missing fields to the error body",
    apply: (design, found, context) =>
      updateApi(design, found, context, ({ errorFields }) => ({ errorFields: [...(errorFields ?? []), ...lacking(errorFields, fieldsOf(context.settings))] })),
  },
  examples: {
    bad: [
      { title: "Nobody said what an error looks like", sketch: shop.service("order", api(undefined)) },
      { title: "One text", sketch: shop.service("order", api(["message"])) },
    ],
    good: [
      { title: "The whole envelope", sketch: shop.service("order", api(["code", "message", "details", "request_id", "timestamp"])) },
      {
        title: "Problem details, where they are the setting",
        sketch: shop.service("order", api([...PROBLEM])).set({ config: { thresholds: { "api.errorBody": "problem" } } }),
      },
    ],
  },
});
