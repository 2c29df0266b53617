import type { Id } from "#lib/model/schema.ts";
import type { DesignIndex } from "./design-index.ts";

/** What passes through a topic or queue. */
export interface PublishedRate {
  /** Messages per second of all publishers that state a rate together; unknown when none does. */
  readonly rps: number | undefined;
  /** Ids of the publications that state no rate. */
  readonly missing: readonly Id[];
  /** Whether anybody subscribes. */
  readonly subscribed: boolean;
}

/** What all publishers put into a topic or queue per second. */
export function publishedRps(id: Id, index: DesignIndex): PublishedRate {
  let rps: number | undefined;
  let missing: Id[] | undefined;
  for (const connection of index.incoming(id)) {
    if (connection.kind !== "publish") continue;
    if (connection.rps === undefined) (missing ??= []).push(connection.id);
    else rps = (rps ?? 0) + connection.rps;
  }
  return { rps, missing: missing ?? NONE, subscribed: index.outgoing(id).some((connection) => connection.kind === "subscribe") };
}

const NONE: readonly Id[] = [];
