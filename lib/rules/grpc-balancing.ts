import type { DesignIndex } from "#lib/analysis/design-index.ts";
import type { Connection } from "#lib/model/connection.ts";
import { isEdge } from "#lib/model/kinds.ts";

/** Whether each call of a connection may reach another instance: anything but gRPC, or balanced by something that sees single calls. */
export const isBalancedPerRequest = ({ protocol, loadBalancing }: Connection): boolean =>
  (protocol !== "grpc" && protocol !== "grpc-stream") || loadBalancing === "client" || loadBalancing === "l7" || loadBalancing === "mesh";

/** What spreads single calls: a proxy in front of others by itself, anybody else's client library. */
export const requestBalancing = (connection: Connection, index: DesignIndex): NonNullable<Connection["loadBalancing"]> => (isEdge(index.source(connection)) ? "l7" : "client");
