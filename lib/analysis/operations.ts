import type { Connection } from "#lib/model/connection.ts";
import type { Api, Endpoint } from "#lib/model/contract.ts";
import type { DesignIndex } from "./design-index.ts";

const NONE: readonly never[] = [];

type Procedure = NonNullable<Api["rpcs"]>[number] | NonNullable<Api["operations"]>[number];

/** The operation of the callee that a call names, with the API that offers it. */
export type CalledOperation =
  | { readonly style: "rest"; readonly api: Api; readonly operation: Endpoint }
  | { readonly style: "grpc" | "graphql"; readonly api: Api; readonly operation: Procedure };

/** Finds the operation that a call names among the callee's endpoints, procedures and GraphQL operations. */
export function operationOf(index: DesignIndex, connection: Connection): CalledOperation | undefined {
  const id = connection.operation;
  if (id === undefined) return undefined;
  for (const api of index.target(connection)?.apis ?? NONE) {
    const endpoint = named(api.endpoints, id);
    if (endpoint) return { style: "rest", api, operation: endpoint };
    const procedure = named(api.rpcs, id);
    if (procedure) return { style: "grpc", api, operation: procedure };
    const operation = named(api.operations, id);
    if (operation) return { style: "graphql", api, operation };
  }
  return undefined;
}

function named<Operation extends { readonly id: string }>(operations: readonly Operation[] | undefined, id: string): Operation | undefined {
  if (operations !== undefined) for (const operation of operations) if (operation.id === id) return operation;
  return undefined;
}

const REPEATABLE_METHODS = new Set(["GET", "HEAD", "OPTIONS", "PUT", "DELETE"]);

/** HTTP method of a call: of its operation, or the word that the operation's name starts with (`GET /orders`). */
export function methodOf(index: DesignIndex, connection: Connection, called = operationOf(index, connection)): string | undefined {
  if (called?.style === "rest" && called.operation.method) return called.operation.method.toUpperCase();
  return /^(?:get|head|options|put|delete|post|patch)\b/iu.exec(connection.operation ?? "")?.[0].toUpperCase();
}

/**
 * Whether repeating a call changes nothing more; unknown when neither the connection nor its operation tells.
 * PATCH counts as not idempotent unless declared (CF-16); a required idempotency key makes any method repeatable.
 */
export function isIdempotent(index: DesignIndex, connection: Connection): boolean | undefined {
  if (connection.idempotent !== undefined) return connection.idempotent;
  const called = operationOf(index, connection);
  if (called?.style === "rest" && called.operation.idempotencyKey?.required === true) return true;
  if (called?.operation.idempotent !== undefined) return called.operation.idempotent;
  const method = methodOf(index, connection, called);
  return method === undefined ? undefined : REPEATABLE_METHODS.has(method);
}
