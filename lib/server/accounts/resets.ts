import * as z from "zod";
import { type Actor, actorName, type Member } from "#lib/server/actor.ts";
import type { ServerContext } from "#lib/server/context.ts";
import type { Database, Transaction } from "#lib/server/database/database.ts";
import { AppError } from "#lib/server/errors.ts";
import { defineJob } from "#lib/server/job.ts";
import { idOfSecret, makeSecret, matchesSecret } from "#lib/server/shares/secret.ts";
import type { MailSettings } from "./account-settings.ts";
import { countAttempt } from "./attempts.ts";
import { record } from "./audit.ts";
import { sendMail } from "./mail.ts";
import { lockMember } from "./members.ts";
import { acceptPassword, storePassword } from "./people.ts";
import { endSessionsOf } from "./sessions.ts";

const VALID_HOURS = 24;

/** A one-time link that sets a new password: the secret is told here and never again. A newer one ends the older ones. */
async function createReset(actor: Actor | string, transaction: Transaction, userId: string): Promise<string> {
  const { id, secret, hash } = makeSecret();
  await transaction.passwordReset.deleteMany({ where: { userId } });
  await transaction.$executeRaw`
    INSERT INTO "PasswordReset" ("id", "userId", "secretHash", "createdBy", "expiresAt")
    VALUES (${id}, ${userId}, ${hash}, ${typeof actor === "string" ? actor : actorName(actor)}, now() + make_interval(hours => ${VALID_HOURS}::int))`;
  return secret;
}

/** Makes such a link for a member, to be handed over by the administrator. */
export async function createResetFor(actor: Member, transaction: Transaction, userId: string): Promise<{ readonly secret: string }> {
  const { workspaceId } = actor;
  const { isOwner } = await lockMember(transaction, workspaceId, userId);
  // Whoever has the link can become that person.
  if (isOwner && !actor.isOwner) throw new AppError("forbidden", "Only the owner can make a link for the owner.");
  const elsewhere = await transaction.membership.count({ where: { userId, workspaceId: { not: workspaceId } } });
  if (elsewhere > 0) throw new AppError("forbidden", "This person belongs to another workspace too, which such a link would open. They can ask for a mail themselves.");
  const secret = await createReset(actor, transaction, userId);
  await record(actor, transaction, { workspaceId, action: "resets.create", subject: userId });
  return { secret };
}

/** Mails such a link to an address, when somebody with it has an account. Says nothing about whether: the work is done after the answer. */
export async function requestReset(context: ServerContext, email: string): Promise<void> {
  const { accounts, mails, database } = context;
  const { mail, publicUrl } = accounts ?? {};
  if (mail === undefined || publicUrl === undefined) throw new AppError("not_found", "This Lintel sends no mails. Ask an administrator for a link that sets a new password.");
  await countAttempt(database, { about: ["reset", email], points: 3, seconds: 3_600 });
  mails.start(mailReset, { email }, { database, mail, publicUrl });
}

interface Mailing {
  readonly database: Database;
  readonly mail: MailSettings;
  readonly publicUrl: string;
}

/** Mails a link for a new password, when somebody with the address has an account. */
export const mailReset = defineJob({
  id: "resets.mail",
  input: z.object({ email: z.string() }),
  handle: async ({ email }, { database, mail, publicUrl }: Mailing) => {
    const user = await database.user.findUnique({ where: { email }, select: { id: true, memberships: { where: { deactivatedAt: null }, select: { workspaceId: true } } } });
    if (user === null || user.memberships.length === 0) return;
    const secret = await database.$transaction(async (transaction) => {
      await record("stranger", transaction, { workspaceId: user.memberships[0]?.workspaceId ?? null, action: "resets.request", subject: user.id });
      return createReset(`user:${user.id}`, transaction, user.id);
    });
    await sendMail(mail, {
      to: email,
      subject: "A new password for Lintel",
      text: `Somebody, probably you, asked for a new password.\n\nSet it here within ${VALID_HOURS} hours; the link works once:\n${publicUrl}/reset#${secret}\n\nIf it was not you, do nothing: your password stays as it is.`,
    });
  },
});

/** Sets a new password by such a link; every session of the person ends. A wrong, a used and an expired link are answered alike. */
export async function redeemReset(database: Database, secret: string, password: string): Promise<void> {
  const { user } = await readReset(database, secret);
  const stored = await acceptPassword(password, [user.name, user.email]);
  await database.$transaction(async (transaction) => {
    const { id, userId } = await readReset(transaction, secret);
    await transaction.passwordReset.delete({ where: { id }, select: { id: true } });
    await storePassword(transaction, userId, stored);
    await endSessionsOf(transaction, userId);
    const [first] = user.memberships;
    await record(`user:${userId}`, transaction, { workspaceId: first?.workspaceId ?? null, action: "resets.use", subject: userId });
  });
}

async function readReset(database: Database | Transaction, secret: string) {
  const id = idOfSecret(secret);
  const open =
    id === undefined
      ? []
      : await database.$queryRaw<readonly { readonly secretHash: Uint8Array }[]>`SELECT "secretHash" FROM "PasswordReset" WHERE "id" = ${id} AND "expiresAt" > now() FOR UPDATE`;
  const [found] = open;
  if (id === undefined || found === undefined || !matchesSecret(secret, found.secretHash))
    throw new AppError("not_found", "This link does not work any more: it was used, it has expired, or a newer one was made. Ask for another.");
  return database.passwordReset.findUniqueOrThrow({
    where: { id },
    select: { id: true, userId: true, user: { select: { name: true, email: true, memberships: { take: 1, select: { workspaceId: true } } } } },
  });
}
