import type { Database, Transaction } from "./database.ts";

/** Channel on which the processes of one installation tell each other what was committed. */
export const CHANNEL = "lintel_bus";

/** What one process tells the others. */
export type Notice =
  /** A design has changes up to a number, in a generation. `process` made them. */
  | { readonly kind: "design"; readonly process: string; readonly designId: string; readonly generation: number; readonly seq: number }
  /** A design was deleted. */
  | { readonly kind: "gone"; readonly designId: string }
  /** Something was said about a design, or is different in what was said. */
  | { readonly kind: "comments"; readonly designId: string }
  /** A share link was ended. */
  | { readonly kind: "link"; readonly linkId: string }
  /** Sessions of a person ended: whoever came with them has to show anew who they are. */
  | { readonly kind: "user"; readonly userId: string }
  /** A workspace has other rule settings. */
  | { readonly kind: "rules"; readonly workspaceId: string }
  /** A process is there; sent again and again. */
  | { readonly kind: "here"; readonly process: string }
  /** A process stops. */
  | { readonly kind: "leaving"; readonly process: string }
  /** Somebody shows something to whoever has the design open, or left (`person` is missing). */
  | { readonly kind: "person"; readonly process: string; readonly designId: string; readonly id: string; readonly person?: unknown };

/** PostgreSQL takes 8,000 bytes. */
const LONGEST = 7_900;

/** Tells every process, this one too, once the transaction is committed. */
export async function notify(database: Database | Transaction, notice: Notice): Promise<void> {
  const text = JSON.stringify(notice);
  // Only what people show can be this long, and the next one follows soon.
  if (Buffer.byteLength(text) > LONGEST) return;
  await database.$executeRaw`SELECT pg_notify(${CHANNEL}, ${text})::text`;
}

/** The same for several, in one statement. */
export async function notifyAll(database: Database, notices: readonly Notice[]): Promise<void> {
  await database.$executeRaw`SELECT pg_notify(${CHANNEL}, given.text)::text FROM unnest(${notices.map((notice) => JSON.stringify(notice))}::text[]) AS given(text)`;
}
