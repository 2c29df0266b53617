import type { Member } from "#lib/server/actor.ts";
import type { Database, Transaction } from "#lib/server/database/database.ts";
import { AppError, wrongField } from "#lib/server/errors.ts";
import { randomId } from "#lib/server/random-id.ts";
import { hashPassword, type StoredPassword } from "./password.ts";
import { passwordProblem } from "./password-rules.ts";

/** What somebody says about themselves when they get an account. */
export interface NewPerson {
  readonly name: string;
  readonly email: string;
  readonly password: string;
}

/** A person as others see them. */
export interface Person {
  readonly id: string;
  readonly name: string;
  readonly email: string;
}

/** Hashes a password that somebody wants to have; refuses one that is easily guessed. */
export async function acceptPassword(password: string, about: readonly string[]): Promise<StoredPassword> {
  const problem = await passwordProblem(password, about);
  if (problem !== undefined) throw wrongField("password", problem);
  return hashPassword(password);
}

/** Stores a new person; a person who comes by an identity provider has no password. */
export async function createPerson(
  transaction: Transaction,
  { name, email }: Pick<NewPerson, "name" | "email">,
  proof: { readonly password: StoredPassword } | { readonly identity: { readonly issuer: string; readonly subject: string } },
): Promise<Person> {
  // Two that take the same address at the same moment: the second waits here for the first, and inserts nothing.
  const [created] = await transaction.$queryRaw<readonly Person[]>`
    INSERT INTO "User" ("id", "email", "name") VALUES (${randomId(20)}, ${email}, ${name}) ON CONFLICT ("email") DO NOTHING RETURNING "id", "name", "email"`;
  if (created === undefined) {
    const message = "There is an account with this address already. Sign in with it.";
    throw new AppError("conflict", message, { fields: { email: message } });
  }
  if ("password" in proof) await transaction.passwordCredential.create({ data: { userId: created.id, ...proof.password }, select: { userId: true } });
  else await transaction.externalIdentity.create({ data: { userId: created.id, ...proof.identity }, select: { userId: true } });
  return created;
}

/** The person who acts. */
export function readPerson(actor: Member, database: Database): Promise<Person> {
  return database.user.findUniqueOrThrow({ where: { id: actor.userId }, select: { id: true, name: true, email: true } });
}

/** Stores another password in place of whatever there was. */
export async function storePassword(transaction: Database | Transaction, userId: string, password: StoredPassword): Promise<void> {
  await transaction.passwordCredential.upsert({ where: { userId }, create: { userId, ...password }, update: { ...password, changedAt: new Date() }, select: { userId: true } });
}

/** Changes the name that others see. */
export function renamePerson(actor: Member, database: Database, name: string): Promise<Person> {
  return database.user.update({ where: { id: actor.userId }, data: { name }, select: { id: true, name: true, email: true } });
}
