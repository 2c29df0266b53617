import { DesignIndex } from "#lib/analysis/design-index.ts";
import { inMesh } from "#lib/analysis/mesh.ts";
import { isServiceCall } from "#lib/analysis/mesh-transport.ts";
import type { Connection } from "#lib/model/connection.ts";
import type { Design } from "#lib/model/design.ts";
import { type Patch, patched, updateDesign } from "#lib/model/edit.ts";
import { isSameValue } from "#lib/model/same-value.ts";
import { discoveryIn } from "./resilient-call.ts";

/*
 * The way into a service mesh and out of it, without losing what protects the calls.
 */

/** Takes the mesh away; what it did for the calls (retries, breaker, mutual TLS, discovery) becomes their own. */
export function withoutMesh(design: Design, index: DesignIndex): Design {
  const { mesh } = design;
  if (!mesh) return design;
  const connections = design.connections.map((connection) => (connection.kind === "call" ? patched(connection, ownPolicies(connection, mesh, index)) : connection));
  const components = design.components.map((component) => patched(component, { meshInjected: undefined }));
  return updateDesign(design, { mesh: undefined, connections, components });
}

function ownPolicies(call: Connection, mesh: NonNullable<Design["mesh"]>, index: DesignIndex): Patch<Connection> {
  const loadBalancing = call.loadBalancing === "mesh" ? undefined : call.loadBalancing;
  if (!inMesh(index, call)) return { loadBalancing };
  const strict = mesh.mtls === "strict";
  return {
    loadBalancing,
    retry: call.retry ?? mesh.retries,
    breaker: call.breaker ?? mesh.breaker,
    auth: strict && (call.auth === undefined || call.auth === "none") ? "mtls" : call.auth,
    tls: strict ? (call.tls ?? true) : call.tls,
    discovery: call.discovery ?? discoveryIn(index),
  };
}

/** Adds a mesh with strict mutual TLS; retries and breaker that all calls between services share move into it. Services of which nobody said otherwise are in it. */
export function withMesh(design: Design, index: DesignIndex): Design {
  if (design.mesh) return design;
  const calls = index.connectionsOfKind("call").filter((call) => isServiceCall(call, index));
  const retries = sharedBy(calls, "retry");
  const breaker = sharedBy(calls, "breaker");
  const components = design.components.map((component) =>
    component.kind === "service" && component.meshInjected === undefined ? { ...component, meshInjected: true } : component,
  );
  const mesh = { product: "linkerd" as const, mtls: "strict" as const, ...(retries && { retries }), ...(breaker && { breaker: patched(breaker, { library: undefined }) }) }; // A mesh breaks circuits without a library.
  const meshed = updateDesign(design, { mesh, components });
  const next = new DesignIndex(meshed);
  const connections = meshed.connections.map((call) =>
    call.kind === "call" && inMesh(next, call) ? patched(call, { retry: retries ? undefined : call.retry, breaker: breaker ? undefined : call.breaker }) : call,
  );
  return updateDesign(meshed, { connections });
}

/** The policy that all these calls have, word for word. */
function sharedBy<Policy extends "retry" | "breaker">(calls: readonly Connection[], policy: Policy): Connection[Policy] {
  const first = calls[0]?.[policy];
  return first !== undefined && calls.every((call) => isSameValue(call[policy], first)) ? first : undefined;
}
