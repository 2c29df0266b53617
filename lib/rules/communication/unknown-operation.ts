import { operationOf } from "#lib/analysis/operations.ts";
import type { Component } from "#lib/model/component.ts";
import type { Connection } from "#lib/model/connection.ts";
import type { Api, Endpoint } from "#lib/model/contract.ts";
import { freshAmong, updateComponent, updateConnection } from "#lib/model/edit.ts";
import { isCompute } from "#lib/model/kinds.ts";
import { nearest } from "#lib/model/nearest.ts";
import { sketch } from "#lib/model/sketch.ts";
import { endsOf } from "../ends.ts";
import { defineRule, finding } from "../rule.ts";

/** Whether the contract of a component is in the design. A gateway or third party without one only passes the call on, or has it elsewhere. */
const isDescribed = (component: Component): boolean => isCompute(component) || ((component.kind === "gateway" || component.kind === "external") && component.apis !== undefined);

const idsOf = ({ apis }: Component): string[] => (apis ?? []).flatMap((api) => [...(api.endpoints ?? []), ...(api.rpcs ?? []), ...(api.operations ?? [])].map(({ id }) => id));

/** The style of contract that a call speaks. */
function styleOf({ protocol }: Connection): NonNullable<Api["style"]> {
  if (protocol === "graphql") return "graphql";
  return protocol?.startsWith("grpc") ? "grpc" : "rest";
}

/** An endpoint for a name; one that reads like `GET /orders` says its method and path. */
function endpointFor(operation: string): Endpoint {
  const [, method, path] = /^(get|head|options|put|delete|post|patch)\s+(\/\S*)$/iu.exec(operation.trim()) ?? [];
  return method && path ? { id: operation, method: method.toUpperCase(), path } : { id: operation };
}

/** The contract with one more operation, in an API of the style that the call speaks. */
function withOperation(component: Component, call: Connection, operation: string): Api[] {
  const apis = component.apis ?? [];
  const style = styleOf(call);
  const at = apis.findIndex((api) => (api.style ?? "rest") === style);
  const api: Api = apis[at] ?? { id: freshAmong(new Set(apis.map(({ id }) => id)), `${component.id} api`), style };
  const extended: Api =
    style === "rest"
      ? { ...api, endpoints: [...(api.endpoints ?? []), endpointFor(operation)] }
      : style === "grpc"
        ? { ...api, rpcs: [...(api.rpcs ?? []), { id: operation, name: operation }] }
        : { ...api, operations: [...(api.operations ?? []), { id: operation }] };
  return at < 0 ? [...apis, extended] : apis.with(at, extended);
}

const shop = sketch()
  .service("order")
  .service("payment", { apis: [{ id: "payments", style: "rest", exposure: "internal", endpoints: [{ id: "charge", method: "POST", path: "/charges" }] }] });

export const unknownOperation = defineRule<{ readonly operation: string; readonly meant?: string }>({
  id: "communication/unknown-operation",
  title: "Edge refers to an operation that does not exist",
  severity: "error",
  each: "connection",
  kinds: ["call"],
  check(call, { index }) {
    const { operation } = call;
    if (operation === undefined || operation.trim() === "" || operationOf(index, call)) return undefined;
    const target = index.target(call);
    if (!target || !isDescribed(target)) return undefined;
    const meant = nearest(operation, idsOf(target));
    return finding({ property: "operation", data: meant ? { operation, meant } : { operation } });
  },
  message: ({ element, data }, { index }) => {
    const { from, to } = endsOf(index, element);
    return `${from} calls the operation "${data.operation}", which ${to} does not offer${data.meant ? `; perhaps "${data.meant}" is meant` : ""}.`;
  },
  why: "The caller is built against a contract that nobody has agreed to, and finds out when the two are first run together.",
  remedy: "Add the operation to the callee's contract, or name the one that is meant.",
  sources: ["002 Deliver (contract excerpt)", "004 §1.2 Phase 2"],
  needs: ["connection.operation", "component.apis"],
  fix: {
    title: "Use the operation that is spelt alike, or add it to the contract",
    apply(design, found, { index }) {
      const call = index.connections.get(found.element.id);
      const target = call && index.target(call);
      if (!target || call.operation === undefined) return design;
      const meant = nearest(call.operation, idsOf(target));
      return meant ? updateConnection(design, call.id, { operation: meant }) : updateComponent(design, target.id, { apis: withOperation(target, call, call.operation) });
    },
  },
  examples: {
    bad: [
      { title: "A slip of the pen", sketch: shop.call("order", "payment", { protocol: "rest", operation: "chrage" }) },
      { title: "Nobody has agreed to refunds yet", sketch: shop.call("order", "payment", { protocol: "rest", operation: "POST /refunds" }) },
    ],
    good: [
      { title: "The contract has the operation", sketch: shop.call("order", "payment", { protocol: "rest", operation: "charge" }) },
      { title: "The bank's contract is not part of the design", sketch: shop.external("bank").call("payment", "bank", { protocol: "rest", operation: "transfer" }) },
    ],
  },
});
