import { type Actor, actorName } from "#lib/server/actor.ts";
import type { Database, Transaction } from "#lib/server/database/database.ts";

/** What was done to an account or a right. */
export interface AuditEntry {
  readonly workspaceId: string | null;
  /** Such as `members.deactivate`. */
  readonly action: string;
  /** Whom or what it was done to. */
  readonly subject?: string;
  readonly detail?: Readonly<Record<string, string | boolean | readonly string[] | null>>;
}

/** An entry as it stands in the log. */
export interface AuditEvent {
  readonly seq: number;
  readonly at: Date;
  readonly actor: string;
  readonly action: string;
  readonly subject: string | null;
}

/** Adds to the audit log. Called in the transaction of what it tells about: neither is there without the other. */
export async function record(actor: Actor | string, transaction: Database | Transaction, { workspaceId, action, subject, detail }: AuditEntry): Promise<void> {
  const name = typeof actor === "string" ? actor : actorName(actor);
  await transaction.auditEvent.create({
    data: { workspaceId, actor: name, action, subject: subject ?? null, detail: detail === undefined ? {} : Object.fromEntries(Object.entries(detail)) },
    select: { seq: true },
  });
}

/** The newest entries about a workspace, before a number when one is given. */
export async function listAudit(database: Database, workspaceId: string, before: number | undefined, limit: number): Promise<AuditEvent[]> {
  const events = await database.auditEvent.findMany({
    where: { workspaceId, ...(before !== undefined && { seq: { lt: before } }) },
    orderBy: { seq: "desc" },
    take: limit,
    select: { seq: true, at: true, actor: true, action: true, subject: true },
  });
  return events.map((event) => ({ ...event, seq: Number(event.seq) }));
}
