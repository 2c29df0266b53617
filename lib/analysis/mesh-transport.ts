import type { Connection } from "#lib/model/connection.ts";
import { isCompute } from "#lib/model/kinds.ts";
import type { DesignIndex } from "./design-index.ts";
import { inMesh } from "./mesh.ts";

/** Whether a strict service mesh encrypts a connection and proves both ends to each other: compute on both sides, neither kept out of the mesh. */
export const isSecuredByMesh = (connection: Connection, index: DesignIndex): boolean => index.design.mesh?.mtls === "strict" && inMesh(index, connection);

/** Whether a connection is a call between two components that run our own code. */
export const isServiceCall = (connection: Connection, index: DesignIndex): boolean => isCompute(index.source(connection)) && isCompute(index.target(connection));
