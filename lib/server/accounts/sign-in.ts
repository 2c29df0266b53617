import type { ServerContext } from "#lib/server/context.ts";
import { AppError } from "#lib/server/errors.ts";
import type { Caller } from "#lib/server/operation.ts";
import { type Attempt, countAttempt, forgiveAttempts } from "./attempts.ts";
import { record } from "./audit.ts";
import { hashPassword, isOutdated, matchesPassword } from "./password.ts";
import { storePassword } from "./people.ts";
import { endSession, startSession } from "./sessions.ts";

/** From one place five wrong passwords; from all places together more, so that nobody locks somebody else out with five guesses. */
const attemptsOf = (email: string, address: string): readonly Attempt[] => [
  { about: ["sign-in", email, address], points: 5, seconds: 300 },
  { about: ["sign-in", address], points: 60, seconds: 300 },
  { about: ["sign-in", email], points: 50, seconds: 900 },
];

/**
 * Signs a person in with the password; returns the secret of a new session. No account, a wrong password and a deactivated person are
 * answered alike, and take as long.
 */
export async function signIn({ database }: ServerContext, { email, password }: { readonly email: string; readonly password: string }, caller: Caller): Promise<string> {
  const attempts = attemptsOf(email, caller.address);
  for (const attempt of attempts) await countAttempt(database, attempt);
  const found = await database.user.findUnique({ where: { email }, select: { id: true, password: true, memberships: ACTIVE } });
  const isRight = await matchesPassword(password, found?.password ?? null);
  const [membership] = found?.memberships ?? [];
  if (!isRight || found === null || membership === undefined) {
    await record("stranger", database, { workspaceId: membership?.workspaceId ?? null, action: "sign-in.refused", ...(found && { subject: found.id }) });
    throw new AppError("unauthenticated", "E-mail and password do not belong together, or the account is closed.");
  }
  if (found.password !== null && isOutdated(found.password)) await storePassword(database, found.id, await hashPassword(password));
  const [here] = attempts;
  if (here) await forgiveAttempts(database, here);
  return enter(database, { userId: found.id, workspaceId: membership.workspaceId }, caller, "password");
}

/** The workspaces that a person may come into, the first joined first. */
export const ACTIVE = { where: { deactivatedAt: null }, orderBy: { createdAt: "asc" }, take: 1, select: { workspaceId: true } } as const;

/** Begins a session for a person who has proved who they are. */
export function enter(
  database: ServerContext["database"],
  person: { readonly userId: string; readonly workspaceId: string },
  { client }: Caller,
  by: "password" | "provider",
): Promise<string> {
  return database.$transaction(async (transaction) => {
    await record(`user:${person.userId}`, transaction, { workspaceId: person.workspaceId, action: "sign-in", subject: person.userId, detail: { by } });
    return startSession(transaction, { ...person, client });
  });
}

/** Ends the session of a person who signs out. */
export async function signOut(
  { database }: ServerContext,
  { userId, sessionId, workspaceId }: { readonly userId: string; readonly sessionId: string; readonly workspaceId: string },
): Promise<void> {
  await database.$transaction(async (transaction) => {
    await endSession(transaction, userId, sessionId);
    await record(`user:${userId}`, transaction, { workspaceId, action: "sign-out", subject: userId });
  });
}
