import type { Endpoint } from "#lib/model/contract.ts";
import { sketch } from "#lib/model/sketch.ts";
import { API_KINDS, checkEndpoints, type EndpointCheck, endpointTarget, operationName, updateEndpoint } from "../endpoints.ts";
import { defineRule, finding } from "../rule.ts";

type Data = { readonly operation: string; readonly isSaid: boolean };

const check: EndpointCheck<Data> = (endpoint, _api, component) => {
  const key = endpoint.idempotencyKey;
  if (key?.required !== true || key.claim === "atomic") return undefined;
  return finding({ target: endpointTarget(component.id, endpoint), property: "apis", data: { operation: operationName(endpoint), isSaid: key.claim !== undefined } });
};

const shop = sketch().client("web").call("web", "order", { tls: true });
const api = (claim: NonNullable<Endpoint["idempotencyKey"]>["claim"]) => ({
  apis: [
    {
      id: "orders-api",
      style: "rest" as const,
      endpoints: [{ id: "createOrder", method: "POST", path: "/v1/orders", idempotencyKey: { required: true, ttlMs: 86_400_000, ...(claim && { claim }) } }],
    },
  ],
});

export const idempotencyNotAtomic = defineRule<Data>({
  id: "api/idempotency-not-atomic",
  title: "Idempotency check has a race",
  severity: "error",
  each: "component",
  kinds: API_KINDS,
  check: (component, context) => checkEndpoints(component, context, check),
  message({ element, data }, { index }) {
    const name = index.nameOf(element.id);
    return data.isSaid
      ? `${name} looks the key of ${data.operation} up, does the work and only then stores the key.`
      : `${name} does not say how the key of ${data.operation} is claimed before the work begins.`;
  },
  why: "Two requests with one key that arrive together both find nothing and both do the work: a double click is enough to charge twice.",
  remedy: "Claim the key first with one insert-if-absent; whoever loses waits for the stored answer or gets a 409.",
  sources: ["004 §5.4 (its code, judged)", "002 Resilience (store the result, return it on a duplicate)"],
  needs: ["endpoint.idempotencyKey.claim"],
  fix: {
    title: "Claim the key first",
    apply: (design, found) => updateEndpoint(design, found, ({ idempotencyKey }) => ({ idempotencyKey: { ...idempotencyKey, claim: "atomic" } })),
  },
  examples: {
    bad: [
      { title: "Look up, work, store", sketch: shop.service("order", api("checkThenSet")) },
      { title: "Nobody said how", sketch: shop.service("order", api(undefined)) },
    ],
    good: [{ title: "The key is claimed first", sketch: shop.service("order", api("atomic")) }],
  },
});
