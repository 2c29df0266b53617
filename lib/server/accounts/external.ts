import type { Configuration } from "openid-client";
import type { Actor } from "#lib/server/actor.ts";
import type { ServerContext } from "#lib/server/context.ts";
import type { Transaction } from "#lib/server/database/database.ts";
import { AppError } from "#lib/server/errors.ts";
import type { Caller } from "#lib/server/operation.ts";
import { idOfSecret, makeLongSecret, matchesSecret } from "#lib/server/shares/secret.ts";
import type { OidcSettings } from "./account-settings.ts";
import { record } from "./audit.ts";
import { acceptInvitation, readInvitation, readInvitationById } from "./invitations.ts";
import { createPerson } from "./people.ts";
import { ACTIVE, enter } from "./sign-in.ts";
import { joinAsViewer, refuseClosed } from "./sign-up.ts";
import { startSession } from "./sessions.ts";

/** How long a sign-in at the provider may take. */
export const EXTERNAL_MINUTES = 10;
const LOOPBACK = new Set(["localhost", "127.0.0.1", "[::1]"]);
const SCOPE = "openid email profile";

const known = new Map<string, Promise<Configuration>>();

/** Asks the provider once for where its parts are; a failure is asked again. */
async function configurationOf({ issuer, clientId, clientSecret }: OidcSettings): Promise<Configuration> {
  const found =
    known.get(issuer) ??
    (async () => {
      const { allowInsecureRequests, discovery } = await import("openid-client");
      const url = new URL(issuer);
      // Without TLS only on this machine itself, for trying out.
      return discovery(url, clientId, clientSecret, undefined, { timeout: 5, ...(LOOPBACK.has(url.hostname) && { execute: [allowInsecureRequests] }) });
    })();
  known.set(issuer, found);
  try {
    return await found;
  } catch (cause) {
    known.delete(issuer);
    throw new AppError("unavailable", "The identity provider does not answer. Try again, or sign in with the password.", { cause, retryAfter: 5 });
  }
}

function settingsOf({ accounts }: ServerContext): { readonly oidc: OidcSettings; readonly redirect: string } {
  const { oidc, publicUrl } = accounts ?? {};
  if (oidc === undefined || publicUrl === undefined) throw new AppError("not_found", "This Lintel knows no identity provider.");
  return { oidc, redirect: `${publicUrl}/external` };
}

/** Begins a sign-in at the identity provider: where to go, and the secret that the browser has to show when it comes back. */
export async function beginExternal(actor: Actor, context: ServerContext, invitation: string | undefined): Promise<{ readonly url: string; readonly secret: string }> {
  const { oidc, redirect } = settingsOf(context);
  const { database } = context;
  const invitationId = invitation === undefined ? null : (await readInvitation(database, invitation)).id;
  const configuration = await configurationOf(oidc);
  const { buildAuthorizationUrl, calculatePKCECodeChallenge, randomNonce, randomPKCECodeVerifier, randomState } = await import("openid-client");
  const { id, secret, hash } = makeLongSecret();
  const [codeVerifier, state, nonce] = [randomPKCECodeVerifier(), randomState(), randomNonce()];
  await database.$executeRaw`DELETE FROM "ExternalSignIn" WHERE "expiresAt" < now()`;
  await database.$executeRaw`
    INSERT INTO "ExternalSignIn" ("id", "secretHash", "nonce", "state", "codeVerifier", "userId", "invitationId", "expiresAt")
    VALUES (${id}, ${hash}, ${nonce}, ${state}, ${codeVerifier}, ${actor.kind === "member" ? actor.userId : null}, ${invitationId}, now() + make_interval(mins => ${EXTERNAL_MINUTES}::int))`;
  const url = buildAuthorizationUrl(configuration, {
    redirect_uri: redirect,
    scope: SCOPE,
    state,
    nonce,
    code_challenge: await calculatePKCECodeChallenge(codeVerifier),
    code_challenge_method: "S256",
  });
  return { url: url.href, secret };
}

interface Begun {
  readonly nonce: string;
  readonly state: string;
  readonly codeVerifier: string;
  readonly userId: string | null;
  readonly invitationId: string | null;
}

/** Takes a begun sign-in out, so that it can be ended once only. */
async function takeBegun({ database }: ServerContext, secret: string | undefined): Promise<Begun> {
  const id = secret === undefined ? undefined : idOfSecret(secret);
  const [found] =
    id === undefined
      ? []
      : await database.$queryRaw<readonly (Begun & { readonly secretHash: Uint8Array })[]>`
        DELETE FROM "ExternalSignIn" WHERE "id" = ${id} AND "expiresAt" > now() RETURNING "nonce", "state", "codeVerifier", "userId", "invitationId", "secretHash"`;
  if (secret === undefined || found === undefined || !matchesSecret(secret, found.secretHash))
    throw new AppError("invalid_input", "This sign-in was not begun in this browser, or too long ago. Begin again.");
  return found;
}

/** Who the provider says somebody is. */
interface Identity {
  readonly issuer: string;
  readonly subject: string;
  readonly email: string | undefined;
  readonly name: string | undefined;
}

async function askProvider(context: ServerContext, begun: Begun, query: string): Promise<Identity> {
  const { oidc, redirect } = settingsOf(context);
  const configuration = await configurationOf(oidc);
  const { authorizationCodeGrant } = await import("openid-client");
  const answered = new URL(redirect);
  answered.search = query;
  const tokens = await authorizationCodeGrant(configuration, answered, {
    pkceCodeVerifier: begun.codeVerifier,
    expectedState: begun.state,
    expectedNonce: begun.nonce,
    idTokenExpected: true,
  }).catch((cause: unknown) => {
    context.log.warn({ err: cause }, "a sign-in at the identity provider failed");
    throw new AppError("unauthenticated", "The identity provider did not confirm who you are. Begin again.", { cause });
  });
  const claims = tokens.claims();
  if (claims === undefined) throw new AppError("unauthenticated", "The identity provider did not say who you are.");
  const { iss, sub, email, email_verified: isVerified, name } = claims;
  return {
    issuer: iss,
    subject: sub,
    email: typeof email === "string" && isVerified === true ? email.toLowerCase() : undefined,
    name: typeof name === "string" ? name : undefined,
  };
}

/**
 * Ends a sign-in at the identity provider. A person is known by issuer and subject only: an equal e-mail address never opens an account.
 * @returns the secret of a session; or none, when the identity was linked to the account of whoever is signed in
 */
export async function finishExternal(actor: Actor, context: ServerContext, query: string, caller: Caller): Promise<{ readonly secret?: string }> {
  const begun = await takeBegun(context, caller.externalSecret);
  const identity = await askProvider(context, begun, query);
  const { issuer, subject } = identity;
  const { database } = context;
  const linked = await database.externalIdentity.findUnique({
    where: { issuer_subject: { issuer, subject } },
    select: { userId: true, user: { select: { memberships: ACTIVE } } },
  });
  if (begun.userId !== null) {
    // Whoever began to link must still be the one who is signed in.
    if (actor.kind !== "member" || actor.userId !== begun.userId) throw new AppError("unauthenticated", "You are not signed in any more. Sign in and link the identity again.");
    if (linked !== null) throw new AppError("conflict", "This identity is linked to an account already.");
    await database.$transaction(async (transaction) => {
      await transaction.externalIdentity.create({ data: { issuer, subject, userId: actor.userId }, select: { userId: true } });
      await record(actor, transaction, { workspaceId: actor.workspaceId, action: "external.link", subject: actor.userId, detail: { issuer } });
    });
    return {};
  }
  if (linked !== null) {
    const [membership] = linked.user.memberships;
    if (membership === undefined) throw new AppError("unauthenticated", "The account is closed.");
    return { secret: await enter(database, { userId: linked.userId, workspaceId: membership.workspaceId }, caller, "provider") };
  }
  return { secret: await makeAccount(context, begun, identity, caller) };
}

async function makeAccount(context: ServerContext, { invitationId }: Begun, { issuer, subject, email, name }: Identity, { client }: Caller): Promise<string> {
  await refuseClosed(context, invitationId !== null);
  if (email === undefined) throw new AppError("forbidden", "The identity provider tells no confirmed e-mail address, which an account needs.");
  return context.database.$transaction(async (transaction) => {
    const person = await createPerson(transaction, { email, name: name ?? email }, { identity: { issuer, subject } });
    const workspaceId = invitationId === null ? await joinAsViewer(transaction, person.id) : await joinBy(transaction, invitationId, person);
    return startSession(transaction, { userId: person.id, workspaceId, client });
  });
}

/** The invitation was shown when the sign-in began; it may have been taken or ended meanwhile. */
async function joinBy(transaction: Transaction, invitationId: string, person: { readonly id: string; readonly email: string }): Promise<string> {
  const offer = await readInvitationById(transaction, invitationId);
  await acceptInvitation(transaction, offer, person);
  return offer.workspaceId;
}
