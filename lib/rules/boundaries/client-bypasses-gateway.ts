import type { DesignIndex } from "#lib/analysis/design-index.ts";
import type { Connection } from "#lib/model/connection.ts";
import { freshId } from "#lib/model/edit.ts";
import type { Id } from "#lib/model/schema.ts";
import { sketch } from "#lib/model/sketch.ts";
import { addNear, routeThrough } from "../insert.ts";
import { defineRule, finding } from "../rule.ts";
import { listed } from "#lib/model/sentence.ts";

const isDirect = (connection: Connection, index: DesignIndex): boolean => {
  if (connection.kind !== "call") return false;
  const kind = index.target(connection)?.kind;
  return kind === "service" || kind === "function";
};

const shop = sketch().client("web", { platform: "browser" }).service("order").service("catalog");

export const clientBypassesGateway = defineRule<{ readonly services: readonly Id[] }>({
  id: "boundaries/client-bypasses-gateway",
  title: "Clients call several services directly",
  severity: "warning",
  each: "component",
  kinds: ["client"],
  check(client, { index }) {
    const calls = index.outgoing(client.id);
    const first = calls.find((connection) => isDirect(connection, index));
    if (!first || !calls.some((connection) => connection.to !== first.to && isDirect(connection, index))) return undefined;
    const services = [...new Set(calls.flatMap((connection) => (isDirect(connection, index) ? connection.to : [])))];
    return finding({ related: services, data: { services } });
  },
  message: ({ element, data }, { index }) =>
    `${index.nameOf(element.id)} calls ${data.services.length} services directly: ${listed(
      data.services.map((id) => index.nameOf(id)),
      6,
    )}.`,
  why: "A client that knows every service breaks when one is split or moved, pays a round trip for each, and leaves authentication and limits to all of them.",
  remedy: "Put an API gateway, or a back end for this front end, between the client and the services.",
  sources: ["004 §4.1 API Gateway Pattern", "004 §12 BFF", "000 §2 GraphQL Federation"],
  needs: ["connection.from", "connection.to", "component.kind"],
  fix: {
    title: "Insert an API gateway",
    apply(design, found, { index }) {
      const client = index.component(found.element.id);
      if (!client) return design;
      const calls = index.outgoing(client.id).filter((connection) => isDirect(connection, index));
      const existing = index.ofKind("gateway")[0]?.id;
      const gateway = existing ?? freshId(design, "API gateway");
      const next = existing === undefined ? addNear(design, { id: gateway, kind: "gateway", name: "API gateway" }, [client.id, ...calls.map((call) => call.to)]) : design;
      return routeThrough(next, gateway, calls, "from");
    },
  },
  examples: {
    bad: [{ title: "The browser calls two services", sketch: shop.call("web", "order", { protocol: "rest" }).call("web", "catalog", { protocol: "rest" }) }],
    good: [
      {
        title: "A gateway stands between",
        sketch: shop
          .gateway("gateway")
          .call("web", "gateway", { protocol: "rest" })
          .call("gateway", "order", { protocol: "rest" })
          .call("gateway", "catalog", { protocol: "rest" }),
      },
      { title: "One service is its own front door", sketch: shop.call("web", "order", { protocol: "rest" }).call("order", "catalog", { protocol: "rest" }) },
    ],
  },
});
