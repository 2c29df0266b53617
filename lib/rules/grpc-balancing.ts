import type { DesignIndex } from "#lib/analysis/design-index.ts";
import { inMesh } from "#lib/analysis/mesh.ts";
import type { Connection } from "#lib/model/connection.ts";
import { isEdge } from "#lib/model/kinds.ts";

const isBalancedPerCall = ({ protocol, loadBalancing }: Connection): boolean =>
  (protocol !== "grpc" && protocol !== "grpc-stream") || loadBalancing === "client" || loadBalancing === "l7" || loadBalancing === "mesh";

/** How many instances the callee of a gRPC connection has, when only one of them gets its calls; nothing when something spreads single calls. */
export function unevenInstances(connection: Connection, index: DesignIndex): number | undefined {
  if (isBalancedPerCall(connection)) return undefined;
  const instances = index.target(connection)?.instances?.max ?? 1;
  return instances <= 1 || inMesh(index, connection) ? undefined : instances;
}

/** What spreads single calls: a proxy in front of others by itself, anybody else's client library. */
export const perCallBalancing = (connection: Connection, index: DesignIndex): NonNullable<Connection["loadBalancing"]> => (isEdge(index.source(connection)) ? "l7" : "client");
