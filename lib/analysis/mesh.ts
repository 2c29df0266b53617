import type { Connection } from "#lib/model/connection.ts";
import { isCompute } from "#lib/model/kinds.ts";
import type { DesignIndex } from "./design-index.ts";

/** Whether the service mesh carries this connection, so that its retries, breaker and mTLS count as the connection's own: compute on both sides, neither kept out of the mesh. */
export function inMesh(index: DesignIndex, connection: Connection): boolean {
  if (!index.design.mesh) return false;
  const from = index.source(connection);
  const to = index.target(connection);
  return isCompute(from) && isCompute(to) && from?.meshInjected !== false && to?.meshInjected !== false;
}
