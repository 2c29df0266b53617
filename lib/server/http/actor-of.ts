import { memberOf } from "#lib/server/accounts/sessions.ts";
import { type Actor, LOCAL_ACTOR, STRANGER } from "#lib/server/actor.ts";
import type { ServerContext } from "#lib/server/context.ts";
import { grantsOf } from "#lib/server/shares/shares.ts";
import { sessionSecret, shareSecrets } from "./cookies.ts";
import type { RequestContext } from "./request-context.ts";

/** On whose behalf a request is made. Sitting at the machine counts only as long as the installation has no accounts. */
export async function actorOf(cookies: string | null, { accounts, database }: ServerContext, about: Pick<RequestContext, "isLocal" | "isSecure">): Promise<Actor> {
  if (accounts === undefined && about.isLocal) return LOCAL_ACTOR;
  const secrets = shareSecrets(cookies);
  const found = secrets.length === 0 ? [] : await grantsOf(database, secrets);
  const grants = found.map(({ linkId, designId, scope }) => ({ linkId, designId, scope }));
  const session = accounts === undefined ? undefined : sessionSecret(cookies, about.isSecure);
  const member = session === undefined ? undefined : await memberOf(database, session);
  if (member !== undefined) return { ...member, grants };
  return grants.length === 0 ? STRANGER : { kind: "guest", grants };
}
