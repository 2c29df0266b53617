import type { DesignIndex } from "#lib/analysis/design-index.ts";
import { byId } from "#lib/analysis/ownership.ts";
import type { Component } from "#lib/model/component.ts";
import type { Connection } from "#lib/model/connection.ts";
import type { Api, Endpoint } from "#lib/model/contract.ts";
import type { Design } from "#lib/model/design.ts";
import { addMember, connectionId, freshAmong, freshId, patched, updateComponent } from "#lib/model/edit.ts";
import type { Id } from "#lib/model/schema.ts";
import { sketch } from "#lib/model/sketch.ts";
import { API_KINDS } from "../endpoints.ts";
import { addNear, routeThrough } from "../insert.ts";
import { defineRule, finding } from "../rule.ts";

const isPublicGrpc = (api: Api): boolean => api.style === "grpc" && api.exposure === "public";

/** How an API is named in reports: `stock:stock-api`. */
const apiTarget = (component: Id, api: Api): string => `${component}:${api.id}`;

/** The REST operations that a facade offers for the procedures behind it; they keep the ids. */
const facadeOf = (api: Api): Endpoint[] =>
  (api.rpcs ?? []).map((rpc) => patched<Endpoint>({ id: rpc.id, method: "POST", path: `/${rpc.name || rpc.id}`.slice(0, 200) }, { idempotent: rpc.idempotent }));

/** The gateway through which outside callers reach a component; a new one, with their calls led through it, when there is none. */
function withGateway(design: Design, component: Component, index: DesignIndex): { readonly design: Design; readonly gateway: Id } {
  if (component.kind === "gateway") return { design, gateway: component.id };
  const calls = index.incoming(component.id).filter((connection) => connection.kind === "call");
  const outside = calls.filter((call) => ["client", "external"].includes(index.source(call)?.kind ?? ""));
  const inFront = byId(calls.flatMap((call) => index.source(call) ?? []).filter(({ kind }) => kind === "gateway"))[0] ?? byId(index.ofKind("gateway"))[0];
  const gateway = inFront?.id ?? freshId(design, "API gateway");
  let next = inFront ? design : addNear(design, { id: gateway, kind: "gateway", name: "API gateway" }, [component.id, ...outside.map((call) => call.from)]);
  next = routeThrough(next, gateway, outside, "from");
  if (!next.connections.some((connection) => connection.kind === "call" && connection.from === gateway && connection.to === component.id)) {
    next = addMember(next, "connections", { id: connectionId(next, gateway, component.id), kind: "call", from: gateway, to: component.id, protocol: "grpc" });
  }
  const callers = new Set(outside.map((call) => call.from));
  const speaksRest = (connection: Connection) => connection.kind === "call" && connection.to === gateway && callers.has(connection.from) && connection.protocol?.startsWith("grpc");
  return { design: { ...next, connections: next.connections.map((connection) => (speaksRest(connection) ? { ...connection, protocol: "rest" as const } : connection)) }, gateway };
}

const api: Api = { id: "stock-api", style: "grpc", exposure: "public", rpcs: [{ id: "getStock", name: "GetStock", idempotent: true }] };

export const grpcPublicApi = defineRule<{ readonly api: string }>({
  id: "communication/grpc-public-api",
  title: "gRPC offered as a public API",
  severity: "warning",
  each: "component",
  kinds: API_KINDS,
  check(component) {
    if (!component.apis?.some(isPublicGrpc)) return undefined;
    return component.apis.filter(isPublicGrpc).map((offered) => finding({ target: apiTarget(component.id, offered), property: "apis", data: { api: offered.id } }));
  },
  message: ({ element, data }, { index }) => `${index.nameOf(element.id)} offers ${data.api ? `"${data.api}"` : "an API"} to the public over gRPC only.`,
  why: "Strangers' browsers, proxies and tools do not speak gRPC without generated code, so fewer of them can use the API and none can try it out.",
  remedy: "Offer REST at the gateway, and keep gRPC for the services behind it.",
  sources: ["000 §9 When to Use gRPC", "002 decision matrix"],
  conflicts: ["CF-13"],
  needs: ["component.apis.style", "component.apis.exposure"],
  fix: {
    title: "Put a REST facade at the gateway, keep gRPC inside",
    apply(design, found, { index }) {
      const component = index.component(found.element.id);
      const meant = component?.apis?.filter((offered) => isPublicGrpc(offered) && apiTarget(component.id, offered) === found.target) ?? [];
      if (!component || meant.length === 0) return design;
      const inside = updateComponent(design, component.id, { apis: component.apis?.map((offered) => (meant.includes(offered) ? { ...offered, exposure: "internal" } : offered)) });
      const { design: next, gateway } = withGateway(inside, component, index);
      const apis = next.components.find(({ id }) => id === gateway)?.apis ?? [];
      const taken = new Set(apis.map(({ id }) => id));
      const facades = meant.map((offered): Api => {
        const id = freshAmong(taken, `${offered.id}-rest`);
        taken.add(id);
        return { id, style: "rest", exposure: "public", endpoints: facadeOf(offered) };
      });
      return updateComponent(next, gateway, { apis: [...apis, ...facades] });
    },
  },
  examples: {
    bad: [
      {
        title: "Partners and strangers must generate a client first",
        sketch: sketch()
          .client("partner", { platform: "server" })
          .service("stock", { apis: [api] })
          .call("partner", "stock", { protocol: "grpc" }),
      },
      {
        title: "The gateway passes it on as it is",
        sketch: sketch()
          .client("shop")
          .gateway("gateway")
          .service("stock", { apis: [api] })
          .call("shop", "gateway")
          .call("gateway", "stock", { protocol: "grpc" }),
      },
    ],
    good: [
      {
        title: "REST outside, gRPC inside",
        sketch: sketch()
          .client("shop")
          .gateway("gateway", { apis: [{ id: "public-api", style: "rest", exposure: "public", endpoints: [{ id: "getStock", method: "GET", path: "/stock/{id}" }] }] })
          .service("stock", { apis: [{ ...api, exposure: "internal" }] })
          .call("shop", "gateway", { protocol: "rest" })
          .call("gateway", "stock", { protocol: "grpc" }),
      },
    ],
  },
});
