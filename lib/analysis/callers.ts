import type { Connection, ConnectionKind } from "#lib/model/connection.ts";
import type { DesignIndex } from "./design-index.ts";

const NONE: readonly Connection[] = [];

/** Kinds of connection whose caller waits for the answer. */
const SYNC_KINDS: ReadonlySet<ConnectionKind> = new Set(["call", "data", "cacheAccess"]);

/** Whether the caller waits for an answer: a call, a read or write, a cache access, unless it runs in the background. */
export const isSync = (connection: Connection): boolean => SYNC_KINDS.has(connection.kind) && connection.background !== true && connection.needsResponse !== false;

/** The calls that wait, within some flow, while this connection is used: they reach its source in the same flow. */
export const callersOf = (index: DesignIndex, connection: Connection): readonly Connection[] => index.once(callersByConnection).get(connection) ?? NONE;

/** Shortest timeout among the callers of a connection in milliseconds: the budget that it has to fit in; nothing when no caller declares one. */
export function callerBudgetMs(index: DesignIndex, connection: Connection): number | undefined {
  let budget: number | undefined;
  for (const { timeoutMs } of callersOf(index, connection)) {
    if (timeoutMs && (budget === undefined || timeoutMs < budget)) budget = timeoutMs;
  }
  return budget;
}

function callersByConnection(index: DesignIndex): Map<Connection, readonly Connection[]> {
  const callers = new Map<Connection, readonly Connection[]>();
  for (const flow of index.design.flows) {
    const connections = new Set(index.connectionsOf(flow));
    const reaching = new Map<string, Connection[]>();
    for (const connection of connections) {
      if (connection.kind !== "call" || !isSync(connection)) continue;
      const list = reaching.get(connection.to);
      if (list) list.push(connection);
      else reaching.set(connection.to, [connection]);
    }
    for (const connection of connections) {
      const here = isSync(connection) ? reaching.get(connection.from) : undefined;
      if (!here) continue;
      const others = callers.get(connection);
      callers.set(connection, others ? [...new Set([...others, ...here])] : here);
    }
  }
  return callers;
}
