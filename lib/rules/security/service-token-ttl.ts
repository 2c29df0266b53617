import { updateConnection } from "#lib/model/edit.ts";
import { formatQuantity } from "#lib/model/quantity.ts";
import { sketch } from "#lib/model/sketch.ts";
import { defineRule, finding } from "../rule.ts";
import type { Settings } from "../thresholds.ts";

const order = sketch().service("order").service("payment");

/** Life that a fix gives a service token: 5 min, or less where the limit is lower. */
export const serviceTokenLife = (settings: Settings): number => Math.min(300_000, settings["jwt.serviceMs"]);

export const serviceTokenTtl = defineRule<{ readonly ttlMs?: number }>({
  id: "security/service-token-ttl",
  title: "Service token not short-lived",
  severity: "warning",
  each: "connection",
  kinds: ["call"],
  check(call, { settings }) {
    if (call.auth !== "serviceJwt") return undefined;
    if (call.tokenTtlMs !== undefined && call.tokenTtlMs <= settings["jwt.serviceMs"]) return undefined;
    return finding({ property: "tokenTtlMs", data: { ttlMs: call.tokenTtlMs } });
  },
  message({ element, data }, { index, settings }) {
    const call = index.connections.get(element.id);
    const most = formatQuantity("ms", settings["jwt.serviceMs"]);
    return data.ttlMs === undefined
      ? `Nothing says how long the token lives that ${index.nameOf(call?.from)} shows to ${index.nameOf(call?.to)}; ${most} is the most.`
      : `The token that ${index.nameOf(call?.from)} shows to ${index.nameOf(call?.to)} lives ${formatQuantity("ms", data.ttlMs)}; ${most} is the most.`;
  },
  why: "A service token opens doors without a person present; the shorter it lives, the less a leaked one is worth.",
  remedy: "Let service tokens live 5 min and fetch a new one before the old one ends.",
  sources: ["002 Auth patterns", "own figure (002 says short)"],
  conflicts: ["CF-47"],
  needs: ["connection.auth", "connection.tokenTtlMs"],
  thresholds: ["jwt.serviceMs"],
  fix: {
    title: "Let the token live 5 min",
    apply: (design, found, { settings }) => updateConnection(design, found.element.id, { tokenTtlMs: serviceTokenLife(settings) }),
  },
  examples: {
    bad: [
      { title: "A token for the whole day", sketch: order.call("order", "payment", { auth: "serviceJwt", tokenTtlMs: 86_400_000 }) },
      { title: "A token of unknown life", sketch: order.call("order", "payment", { auth: "serviceJwt" }) },
    ],
    good: [
      { title: "A token of 5 min", sketch: order.call("order", "payment", { auth: "serviceJwt", tokenTtlMs: 300_000 }) },
      { title: "Certificates instead of tokens", sketch: order.call("order", "payment", { auth: "mtls" }) },
    ],
  },
});
