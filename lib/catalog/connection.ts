import type { ComponentKind } from "#lib/model/component.ts";
import type { Connection, ConnectionKind, ConnectionProperty } from "#lib/model/connection.ts";

/** How a connection is drawn: solid with a filled arrow, dashed with an open arrow, thin with a dot at the store, double. */
export type LineStyle = "sync" | "async" | "data" | "replication";

/** Ends between which a kind of connection makes sense: any of `from` to any of `to`. */
export interface LegalEnds {
  readonly from: readonly ComponentKind[];
  readonly to: readonly ComponentKind[];
}

/** What the catalogue knows about one kind of connection. */
export interface ConnectionEntry {
  readonly kind: ConnectionKind;
  /** Name of one: `Cache access`. */
  readonly title: string;
  /** What the source does with the target, in the third person: `reads and writes`. */
  readonly verb: string;
  /** One sentence: what passes along the arrow and when to use it. */
  readonly description: string;
  readonly line: LineStyle;
  /** The properties that it shows, in the order of the inspector. */
  readonly properties: readonly ConnectionProperty[];
  /** The properties that the inspector shows even while they are not set. */
  readonly essentials: readonly ConnectionProperty[];
  /** Choices narrowed to those that make sense for the kind. */
  readonly options?: Readonly<Partial<Record<ConnectionProperty, readonly string[]>>>;
  /** Where it may run. What people draw beyond that is kept and reported by a rule. */
  readonly legal: readonly LegalEnds[];
  /** What a fresh one gets. */
  readonly defaults?: Readonly<Partial<Pick<Connection, ConnectionProperty>>>;
}
