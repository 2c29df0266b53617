import type { Id } from "#lib/model/schema.ts";
import type { DesignIndex } from "./design-index.ts";

/** What remembering idempotency keys takes. */
export interface IdempotencyStore {
  readonly keys: number;
  readonly bytes: number;
}

/** How many keys are remembered at once, and how much room they take: calls per second × time to live × bytes of one record. */
export function idempotencyStore(rps: number, ttlMs: number, recordBytes: number): IdempotencyStore {
  const keys = Math.round((rps * ttlMs) / 1_000);
  return { keys, bytes: Math.round(keys * recordBytes) };
}

/** Calls per second that reach an operation, summed over the connections that name it; unknown when one of them has no rate, or none names it. */
export function operationRps(index: DesignIndex, component: Id, operation: string): number | undefined {
  let total: number | undefined;
  for (const connection of index.incoming(component)) {
    if (connection.kind !== "call" || connection.operation !== operation) continue;
    if (connection.rps === undefined) return undefined;
    total = (total ?? 0) + connection.rps;
  }
  return total;
}
