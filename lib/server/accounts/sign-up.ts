import type { Member } from "#lib/server/actor.ts";
import type { ServerContext } from "#lib/server/context.ts";
import type { Transaction } from "#lib/server/database/database.ts";
import { DEFAULT_WORKSPACE } from "#lib/server/database/instance.ts";
import { AppError } from "#lib/server/errors.ts";
import type { Caller } from "#lib/server/operation.ts";
import { record } from "./audit.ts";
import { acceptInvitation, readInvitation } from "./invitations.ts";
import { acceptPassword, createPerson, type NewPerson, readPerson } from "./people.ts";
import { endSession, startSession } from "./sessions.ts";
import { isUnset } from "./setup.ts";

/** Makes an account by an invitation, or without one where signing up is open to everybody; returns the secret of a session. */
export async function signUp(context: ServerContext, person: NewPerson & { readonly invitation?: string | undefined }, { client }: Caller): Promise<string> {
  const { database } = context;
  const { invitation } = person;
  await refuseClosed(context, invitation !== undefined);
  // Before the hashing, which costs much more.
  if (invitation !== undefined) await readInvitation(database, invitation);
  const password = await acceptPassword(person.password, [person.name, person.email]);
  return database.$transaction(async (transaction) => {
    const created = await createPerson(transaction, person, { password });
    return startSession(transaction, { userId: created.id, workspaceId: await join(transaction, created, invitation), client });
  });
}

/** Without an invitation only an installation that says so takes people in; and never before it has an administrator. */
export async function refuseClosed({ database, accounts }: ServerContext, isInvited: boolean): Promise<void> {
  if (!isInvited && (accounts?.isSignUpOpen !== true || (await isUnset(database))))
    throw new AppError("forbidden", "Accounts are made by invitation here. Ask an administrator for one.");
}

/** Makes a new person a member of a workspace; returns its id. */
async function join(transaction: Transaction, person: { readonly id: string; readonly email: string }, invitation: string | undefined): Promise<string> {
  if (invitation === undefined) return joinAsViewer(transaction, person.id);
  const offer = await readInvitation(transaction, invitation);
  await acceptInvitation(transaction, offer, person);
  return offer.workspaceId;
}

/** Whoever comes without an invitation looks first. */
export async function joinAsViewer(transaction: Transaction, userId: string): Promise<string> {
  await transaction.membership.create({ data: { workspaceId: DEFAULT_WORKSPACE, userId, roles: ["viewer"] }, select: { userId: true } });
  await record(`user:${userId}`, transaction, { workspaceId: DEFAULT_WORKSPACE, action: "sign-up", subject: userId });
  return DEFAULT_WORKSPACE;
}

/** A person who has an account joins another workspace and works there from now on; returns the secret of the session there. */
export async function joinWorkspace(actor: Member, { database }: ServerContext, invitation: string, { client }: Caller): Promise<string> {
  const person = await readPerson(actor, database);
  return database.$transaction(async (transaction) => {
    const workspaceId = await join(transaction, person, invitation);
    await endSession(transaction, actor.userId, actor.sessionId);
    return startSession(transaction, { userId: actor.userId, workspaceId, client });
  });
}
