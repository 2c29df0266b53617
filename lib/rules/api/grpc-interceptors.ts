import { sketch } from "#lib/model/sketch.ts";
import { type ApiCheck, apiName, apiTarget, checkApis, offersGrpc, updateApi } from "../apis.ts";
import { API_KINDS } from "../endpoints.ts";
import { defineRule, finding } from "../rule.ts";
import { listed } from "#lib/model/sentence.ts";

type Data = { readonly api: string; readonly missing: readonly string[] };

/** What the three interceptors are called, and how their names may begin. */
const WANTED = [
  ["logging", "log"],
  ["auth", "auth"],
  ["errors", "error"],
] as const;

const missingIn = (interceptors: readonly string[] | undefined): readonly string[] =>
  WANTED.flatMap(([name, stem]) => (interceptors?.some((interceptor) => interceptor.toLowerCase().startsWith(stem)) ? [] : [name]));

const check: ApiCheck<Data> = (api, component) => {
  if (!offersGrpc(api)) return undefined;
  const missing = missingIn(api.interceptors);
  return missing.length === 0 ? undefined : finding({ target: apiTarget(component, api), property: "apis", data: { api: apiName(api), missing } });
};

const shop = sketch().service("order").call("order", "stock", { protocol: "grpc" });
const api = (interceptors: string[] | undefined) => ({ apis: [{ id: "stock-api", style: "grpc" as const, package: "shop.stock.v1", ...(interceptors && { interceptors }) }] });

export const grpcInterceptors = defineRule<Data>({
  id: "api/grpc-interceptors",
  title: "gRPC without the three interceptors",
  severity: "info",
  each: "component",
  kinds: API_KINDS,
  check: (component, context) => checkApis(component, context, check),
  message: ({ element, data }, { index }) => `${index.nameOf(element.id)} serves ${data.api} without interceptors for ${listed(data.missing)}.`,
  why: "What is not done in one place is done in every method, except in the one that somebody wrote in a hurry.",
  remedy: "Install interceptors for logging, authentication and error handling on the server, before the first method.",
  sources: ["004 §2.3"],
  needs: ["api.interceptors"],
  fix: {
    title: "Add the missing interceptors",
    apply: (design, found, context) => updateApi(design, found, context, ({ interceptors }) => ({ interceptors: [...(interceptors ?? []), ...missingIn(interceptors)] })),
  },
  examples: {
    bad: [
      { title: "None at all", sketch: shop.service("stock", api(undefined)) },
      { title: "Nobody handles errors", sketch: shop.service("stock", api(["logging", "auth"])) },
    ],
    good: [{ title: "All three", sketch: shop.service("stock", api(["logging", "auth", "errors"])) }],
  },
});
