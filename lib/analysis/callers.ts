import type { Connection, ConnectionKind } from "#lib/model/connection.ts";
import type { Id } from "#lib/model/schema.ts";
import type { DesignIndex } from "./design-index.ts";

const NONE: readonly Connection[] = [];

/** Kinds of connection whose caller waits for the answer. */
const SYNC_KINDS: ReadonlySet<ConnectionKind> = new Set(["call", "data", "cacheAccess"]);

/** Whether the caller waits for an answer: a call, a read or write, a cache access, unless it runs in the background. */
export const isSync = (connection: Connection): boolean => SYNC_KINDS.has(connection.kind) && connection.background !== true && connection.needsResponse !== false;

/** The calls that wait, within some flow, while this connection is used: they reach its source earlier in the same flow. */
export const callersOf = (index: DesignIndex, connection: Connection): readonly Connection[] => index.once(callersById).get(connection.id) ?? NONE;

/** Shortest timeout among the callers of a connection in milliseconds: the budget that it has to fit in; nothing when no caller declares one. */
export function callerBudgetMs(index: DesignIndex, connection: Connection): number | undefined {
  let budget: number | undefined;
  for (const { timeoutMs } of callersOf(index, connection)) {
    if (timeoutMs && (budget === undefined || timeoutMs < budget)) budget = timeoutMs;
  }
  return budget;
}

function callersById(index: DesignIndex): Map<Id, readonly Connection[]> {
  const callers = new Map<Id, readonly Connection[]>();
  for (const flow of index.design.flows) {
    const reaching = new Map<Id, Connection[]>();
    for (const connection of new Set(index.connectionsOf(flow))) {
      if (!isSync(connection)) continue;
      const here = reaching.get(connection.from);
      if (here) {
        const before = callers.get(connection.id);
        callers.set(connection.id, before ? [...new Set([...before, ...here])] : [...here]);
      }
      if (connection.kind !== "call") continue;
      const list = reaching.get(connection.to);
      if (list) list.push(connection);
      else reaching.set(connection.to, [connection]);
    }
  }
  return callers;
}
