import { idempotencyStore, operationRps } from "#lib/analysis/idempotency-store.ts";
import type { Endpoint } from "#lib/model/contract.ts";
import { formatQuantity } from "#lib/model/quantity.ts";
import { sketch } from "#lib/model/sketch.ts";
import { API_KINDS, checkEndpoints, type EndpointCheck, endpointTarget, operationName, updateEndpoint } from "../endpoints.ts";
import { defineRule, finding, undecided } from "../rule.ts";

type Data = { readonly operation: string; readonly ttlMs: number; readonly rps?: number };

const compact = new Intl.NumberFormat("en-GB", { notation: "compact", maximumSignificantDigits: 2 });

const check: EndpointCheck<Data> = (endpoint, _api, component, { index, settings }) => {
  if (endpoint.idempotencyKey?.required !== true) return undefined;
  const { ttlMs } = endpoint.idempotencyKey;
  const target = endpointTarget(component.id, endpoint);
  if (ttlMs === undefined) return undecided([`${target}.idempotencyKey.ttlMs`], { target, property: "apis" });
  if (ttlMs >= settings["api.idempotencyTtlMs"]) return undefined;
  const rps = operationRps(index, component.id, endpoint.id);
  return finding({ target, property: "apis", data: { operation: operationName(endpoint), ttlMs, ...(rps !== undefined && { rps }) } });
};

const shop = sketch().client("web");
const api = (idempotencyKey: NonNullable<Endpoint["idempotencyKey"]>) => ({
  apis: [{ id: "orders-api", style: "rest" as const, endpoints: [{ id: "createOrder", method: "POST", path: "/v1/orders", idempotencyKey }] }],
});

export const idempotencyWindowShort = defineRule<Data>({
  id: "api/idempotency-window-short",
  title: "Idempotency record expires too early",
  severity: "warning",
  each: "component",
  kinds: API_KINDS,
  check: (component, context) => checkEndpoints(component, context, check),
  message({ element, data }, { index, settings }) {
    const wanted = settings["api.idempotencyTtlMs"];
    const sentence = `${index.nameOf(element.id)} forgets the keys of ${data.operation} after ${formatQuantity("ms", data.ttlMs)}; they may be needed for ${formatQuantity("ms", wanted)}`;
    if (data.rps === undefined) return `${sentence}.`;
    const { keys, bytes } = idempotencyStore(data.rps, wanted, settings["api.idempotencyRecordBytes"]);
    return `${sentence}, and at ${formatQuantity("rps", data.rps)} that takes ${compact.format(keys)} keys or ${formatQuantity("bytes", Number(bytes.toPrecision(2)))}.`;
  },
  why: "A phone that was offline, a queue that was stuck or a person in the morning repeats the request hours later; a key that is forgotten by then lets the work run twice.",
  remedy: "Keep keys and answers for at least 24 h; the room that takes is calls per second × time × size of a record.",
  sources: ["004 §5.4"],
  needs: ["endpoint.idempotencyKey.ttlMs", "connection.rps"],
  thresholds: ["api.idempotencyTtlMs", "api.idempotencyRecordBytes"],
  fix: {
    title: "Keep keys for 24 h",
    apply: (design, found, { settings }) =>
      updateEndpoint(design, found, ({ idempotencyKey }) => ({
        idempotencyKey: { ...idempotencyKey, ttlMs: Math.max(idempotencyKey?.ttlMs ?? 0, settings["api.idempotencyTtlMs"]) },
      })),
  },
  examples: {
    bad: [
      { title: "Forgotten after five minutes", sketch: shop.service("order", api({ required: true, ttlMs: 300_000, claim: "atomic" })).call("web", "order", { tls: true }) },
      {
        title: "At 27.8/s, a day takes 2.4 GB",
        sketch: shop.service("order", api({ required: true, ttlMs: 3_600_000, claim: "atomic" })).call("web", "order", { tls: true, operation: "createOrder", rps: 27.8 }),
      },
    ],
    good: [{ title: "Kept for a day", sketch: shop.service("order", api({ required: true, ttlMs: 86_400_000, claim: "atomic" })).call("web", "order", { tls: true }) }],
  },
});
