import type { Database } from "#lib/server/database/database.ts";
import { DEFAULT_WORKSPACE } from "#lib/server/database/instance.ts";
import { AppError, notFound } from "#lib/server/errors.ts";
import { idOfSecret, makeSecret, matchesSecret } from "#lib/server/shares/secret.ts";
import { record } from "./audit.ts";
import { acceptPassword, createPerson, type NewPerson } from "./people.ts";
import { startSession } from "./sessions.ts";

/** Whether nobody has an account yet. */
export async function isUnset(database: Database): Promise<boolean> {
  return (await database.user.findFirst({ select: { id: true } })) === null;
}

/** A new token that makes the first administrator, or undefined when there is one. Every process of a fresh installation prints its own; each is good. */
export async function issueSetupToken(database: Database): Promise<string | undefined> {
  if (!(await isUnset(database))) return undefined;
  const { id, secret, hash } = makeSecret();
  await database.setupToken.create({ data: { id, secretHash: hash }, select: { id: true } });
  return secret;
}

async function isSetupToken(database: Database, token: string): Promise<boolean> {
  const id = idOfSecret(token);
  const stored = id === undefined ? null : await database.setupToken.findUnique({ where: { id } });
  return stored !== null && matchesSecret(token, stored.secretHash);
}

/** Makes the first administrator, who owns the first workspace with every design so far; returns the secret of a session. */
export async function completeSetup(database: Database, token: string, person: NewPerson & { readonly workspace: string }, client: string): Promise<string> {
  if (!(await isSetupToken(database, token)))
    throw new AppError("not_found", "This is not the token that the server printed last, or there is an administrator already. Look at what it printed, or start it again.");
  const password = await acceptPassword(person.password, [person.name, person.email]);
  return database.$transaction(async (transaction) => {
    // Of two at the same moment the second finds an account.
    await transaction.$executeRaw`LOCK TABLE "Instance" IN SHARE ROW EXCLUSIVE MODE`;
    if ((await transaction.user.findFirst({ select: { id: true } })) !== null) throw notFound();
    const { id: userId } = await createPerson(transaction, person, { password });
    const workspaceId = DEFAULT_WORKSPACE;
    await transaction.membership.create({ data: { workspaceId, userId, isAdmin: true, roles: ["PE"] }, select: { userId: true } });
    await transaction.workspace.update({ where: { id: workspaceId }, data: { ownerId: userId, title: person.workspace }, select: { id: true } });
    await transaction.setupToken.deleteMany();
    await record(`user:${userId}`, transaction, { workspaceId, action: "setup.complete", subject: userId });
    return startSession(transaction, { userId, workspaceId, client });
  });
}
