import type { Actor } from "#lib/server/actor.ts";
import { randomId } from "#lib/server/random-id.ts";
import { StartError } from "#lib/server/start-error.ts";
import type { Database, Transaction } from "./database.ts";

/** Id of the workspace that a fresh installation has. */
export const DEFAULT_WORKSPACE = "default";

/** The workspace whose designs an actor works with. */
export const workspaceOf = (actor: Actor): string => (actor.kind === "member" ? actor.workspaceId : DEFAULT_WORKSPACE);

/** What a copy of a database is for: to go on in the place of the original, or to run beside it. */
export type CopyPurpose = "replaces" | "beside";

/**
 * Makes the rows that every installation has; returns the id of the installation. Processes that start together agree on one.
 * Refuses a database that was copied from another server, by `lintel restore` or in any other way, until somebody says what the copy is for:
 * two servers with one identity would each take themselves for the only one.
 */
export async function ensureInstance(database: Database, copy?: CopyPurpose): Promise<string> {
  await database.workspace.createMany({ data: { id: DEFAULT_WORKSPACE, title: "Workspace" }, skipDuplicates: true });
  const home = await homeOf(database);
  // Of two processes the second looks only after the first has inserted.
  return database.$transaction(async (transaction) => {
    await transaction.$executeRaw`LOCK TABLE "Instance" IN SHARE ROW EXCLUSIVE MODE`;
    const present = await transaction.instance.findFirst();
    if (present === null) return (await transaction.instance.create({ data: { id: randomId(26), home } })).id;
    if (present.home === home) return present.id;
    if (present.home !== null && copy === undefined) throw new StartError(COPIED);
    const id = present.home !== null && copy === "beside" ? await becomeAnother(transaction) : present.id;
    await transaction.instance.update({ where: { id: present.id }, data: { id, home } });
    return id;
  });
}

const COPIED = `This database is a copy: it was restored from a backup, or PostgreSQL was set up anew around it. Say once what it is for:
  LINTEL_COPY=replaces npm start   the original does not run any more, this one goes on in its place
  LINTEL_COPY=beside npm start     the original goes on; this one gets an identity of its own, and everybody signs in anew`;

/** Where a database is: the server's own number, which is made with its files, and the database in it. A copy of the rows has another. */
async function homeOf(database: Database): Promise<string> {
  const [here] = await database.$queryRaw<readonly { readonly oid: string; readonly mayAsk: boolean }[]>`
    SELECT oid::text, has_function_privilege('pg_control_system()', 'EXECUTE') AS "mayAsk" FROM pg_database WHERE datname = current_database()`;
  const [server] =
    here?.mayAsk === true ? await database.$queryRaw<readonly { readonly number: string }[]>`SELECT system_identifier::text AS "number" FROM pg_control_system()` : [];
  return `${server?.number ?? "unknown"}/${here?.oid}`;
}

/** Ends what the original gave out: whoever has a secret of it has none of the copy. */
async function becomeAnother(transaction: Transaction): Promise<string> {
  await transaction.session.deleteMany();
  await transaction.realtimeTicket.deleteMany();
  await transaction.passwordReset.deleteMany();
  await transaction.externalSignIn.deleteMany();
  await transaction.setupToken.deleteMany();
  await transaction.$executeRaw`UPDATE "Invitation" SET "revokedAt" = coalesce("revokedAt", now())`;
  await transaction.$executeRaw`UPDATE "ShareLink" SET "revokedAt" = coalesce("revokedAt", now())`;
  return randomId(26);
}
