import { isServiceCall } from "#lib/analysis/mesh-transport.ts";
import { updateConnection } from "#lib/model/edit.ts";
import { sketch } from "#lib/model/sketch.ts";
import { defineRule, finding } from "../rule.ts";
import { serviceTokenLife } from "./service-token-ttl.ts";

const order = sketch().client("web").service("order").service("payment").call("web", "order", { auth: "userToken", tls: true });

export const userTokenForwarded = defineRule({
  id: "security/user-token-forwarded",
  title: "User token passed between services",
  severity: "error",
  each: "connection",
  kinds: ["call"],
  check(call, { index }) {
    return call.auth === "userToken" && isServiceCall(call, index) ? finding({ property: "auth" }) : undefined;
  },
  message({ element }, { index }) {
    const call = index.connections.get(element.id);
    return `${index.nameOf(call?.from)} passes the user's own token on to ${index.nameOf(call?.to)}.`;
  },
  why: "Every service that sees the token can do all that the user may do, everywhere; one leaking service then is every user's leak.",
  remedy: "Exchange the user's token for a short-lived service token that names the calling service and carries the user as a claim.",
  sources: ["002 Auth patterns"],
  needs: ["connection.auth"],
  fix: {
    title: "Exchange it for a service token of 5 min",
    apply: (design, found, { settings }) => updateConnection(design, found.element.id, { auth: "serviceJwt", tokenTtlMs: serviceTokenLife(settings) }),
  },
  examples: {
    bad: [{ title: "Payment receives the token of the browser", sketch: order.call("order", "payment", { auth: "userToken", tls: true }) }],
    good: [
      { title: "Order speaks for itself and names the user", sketch: order.call("order", "payment", { auth: "serviceJwt", tokenTtlMs: 300_000, tls: true }) },
      { title: "The user's token ends at the first service", sketch: order },
    ],
  },
});
