import type { Member } from "#lib/server/actor.ts";
import type { ServerContext } from "#lib/server/context.ts";
import { wrongField } from "#lib/server/errors.ts";
import type { Caller } from "#lib/server/operation.ts";
import { countAttempt } from "./attempts.ts";
import { record } from "./audit.ts";
import { matchesPassword } from "./password.ts";
import { acceptPassword, storePassword } from "./people.ts";
import { endSessionsOf, startSession } from "./sessions.ts";

/** Gives a person another password. Every session ends, also this one; returns the secret of a new one. */
export async function changePassword(
  actor: Member,
  { database }: ServerContext,
  { current, password }: { readonly current: string; readonly password: string },
  { client }: Caller,
): Promise<string> {
  const { userId, workspaceId } = actor;
  // A session left open must not be a way to try passwords out.
  await countAttempt(database, { about: ["password", userId], points: 5, seconds: 300 });
  const user = await database.user.findUniqueOrThrow({ where: { id: userId }, select: { name: true, email: true, password: true } });
  if (user.password !== null && !(await matchesPassword(current, user.password))) throw wrongField("current", "This is not your present password.");
  const stored = await acceptPassword(password, [user.name, user.email]);
  return database.$transaction(async (transaction) => {
    await storePassword(transaction, userId, stored);
    await endSessionsOf(transaction, userId);
    await record(actor, transaction, { workspaceId, action: "password.change", subject: userId });
    return startSession(transaction, { userId, workspaceId, client });
  });
}
