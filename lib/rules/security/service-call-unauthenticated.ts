import { isSecuredByMesh, isServiceCall } from "#lib/analysis/mesh-transport.ts";
import { updateConnection } from "#lib/model/edit.ts";
import { sketch } from "#lib/model/sketch.ts";
import { defineRule, finding } from "../rule.ts";

const order = sketch().service("order").service("payment");

export const serviceCallUnauthenticated = defineRule({
  id: "security/service-call-unauthenticated",
  title: "Service call without service identity",
  severity: "error",
  each: "connection",
  kinds: ["call"],
  check(call, { index }) {
    if (call.auth === "mtls" || call.auth === "serviceJwt" || call.platformAuth === true) return undefined;
    return isServiceCall(call, index) && !isSecuredByMesh(call, index) ? finding({ property: "auth" }) : undefined;
  },
  message({ element }, { index }) {
    const call = index.connections.get(element.id);
    return `Nothing proves to ${index.nameOf(call?.to)} that it is ${index.nameOf(call?.from)} that calls.`;
  },
  why: "Inside the network anybody who got in can call anything; only a proven identity of the caller lets a service refuse.",
  remedy: "Use mutual TLS or a short-lived service token on the call, or a service mesh with strict mTLS.",
  sources: ["000 §5 mTLS Everywhere", "001 Collaboration", "002 Auth patterns"],
  conflicts: ["CF-47"],
  needs: ["connection.auth", "connection.platformAuth", "mesh.mtls"],
  partOfBareConnection: true,
  fix: {
    title: "Authenticate the call by mutual TLS",
    apply: (design, found) => updateConnection(design, found.element.id, { auth: "mtls", tls: true }),
  },
  examples: {
    bad: [
      { title: "Anybody inside may charge a card", sketch: order.call("order", "payment") },
      { title: "A shared key names no service", sketch: order.call("order", "payment", { auth: "apiKey" }) },
      { title: "The mesh lets unencrypted callers in", sketch: order.call("order", "payment").set({ mesh: { product: "istio", mtls: "permissive" } }) },
    ],
    good: [
      { title: "Both ends show a certificate", sketch: order.call("order", "payment", { auth: "mtls", tls: true }) },
      { title: "A signed service token", sketch: order.call("order", "payment", { auth: "serviceJwt", tokenTtlMs: 300_000 }) },
      { title: "The mesh proves both ends", sketch: order.call("order", "payment").set({ mesh: { product: "istio", mtls: "strict" } }) },
    ],
  },
});
