import type { ComponentKind } from "#lib/model/component.ts";
import { CONNECTION_KINDS, type ConnectionKind } from "#lib/model/connection.ts";
import { isCompute, isMessaging } from "#lib/model/kinds.ts";
import type { ConnectionEntry } from "./connection.ts";
import { cacheAccess } from "./connections/cache-access.ts";
import { call } from "./connections/call.ts";
import { connector } from "./connections/connector.ts";
import { data } from "./connections/data.ts";
import { publish } from "./connections/publish.ts";
import { replicate } from "./connections/replicate.ts";
import { subscribe } from "./connections/subscribe.ts";
import { uses } from "./connections/uses.ts";

/** Every kind of connection, in the order of the picker. */
export const CONNECTIONS = {
  call,
  data,
  cacheAccess,
  publish,
  subscribe,
  replicate,
  connector,
  uses,
} satisfies Record<ConnectionKind, ConnectionEntry>;

/** The catalogue entry of a kind of connection. */
export const connectionEntry = (kind: ConnectionKind): ConnectionEntry => CONNECTIONS[kind];

const legalPairs = new Set(
  CONNECTION_KINDS.flatMap((kind) => connectionEntry(kind).legal.flatMap(({ from, to }) => from.flatMap((source) => to.map((target) => `${kind} ${source} ${target}`)))),
);

/** Whether a connection of this kind makes sense between components of these kinds. */
export const isLegal = (kind: ConnectionKind, from: ComponentKind, to: ComponentKind): boolean => legalPairs.has(`${kind} ${from} ${to}`);

/**
 * The kinds of connection that make sense between components of these kinds, the most likely first.
 * Never empty: where nothing makes sense it names what the person most likely meant, because what is drawn is kept and reported, not refused.
 */
export function connectionKindsBetween(from: ComponentKind, to: ComponentKind): readonly [ConnectionKind, ...ConnectionKind[]] {
  const likeliest = likeliestBetween(from, to);
  const others = CONNECTION_KINDS.filter((kind) => kind !== likeliest && isLegal(kind, from, to));
  return [likeliest, ...others];
}

function likeliestBetween(from: ComponentKind, to: ComponentKind): ConnectionKind {
  const stores = (kind: ComponentKind) => kind === "database" || kind === "objectStore";
  if (isMessaging({ kind: from })) return stores(to) ? "connector" : isMessaging({ kind: to }) && from === "broker" ? "publish" : "subscribe";
  if (isMessaging({ kind: to })) return stores(from) ? "connector" : "publish";
  if (from === "cache" || to === "cache") return "cacheAccess";
  if (stores(from) && stores(to)) return "replicate";
  if (stores(from) || stores(to)) return "data";
  return isLegal("uses", "service", to) && !isCompute({ kind: to }) ? "uses" : "call";
}
