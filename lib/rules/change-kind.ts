import { connectionEntry } from "#lib/catalog/connections.ts";
import { type Connection, type ConnectionKind, connectionProperties } from "#lib/model/connection.ts";
import type { Id } from "#lib/model/schema.ts";

/** The connection as one of another kind between other ends; it keeps its id and every property that the new kind has too. */
export function asKind(connection: Connection, kind: ConnectionKind, from: Id, to: Id): Connection {
  const kept = new Set<string>([...connectionEntry(kind).properties, "assumed"]);
  const properties = Object.entries(connection).filter(([property]) => kept.has(property) || !Object.hasOwn(connectionProperties, property));
  return { ...Object.fromEntries(properties), id: connection.id, kind, from, to };
}
