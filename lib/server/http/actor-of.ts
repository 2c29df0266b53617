import { memberOf } from "#lib/server/accounts/sessions.ts";
import { type Actor, LOCAL_ACTOR, STRANGER } from "#lib/server/actor.ts";
import type { ServerContext } from "#lib/server/context.ts";
import { grantsOf } from "#lib/server/shares/visits.ts";
import { sessionSecret, visitSecrets } from "./cookies.ts";
import type { RequestContext } from "./request-context.ts";

/** Names a share link: the request is made through it and may do no more than it, whoever makes it. */
export const LINK_HEADER = "lintel-link";

const BEARER = /^Bearer (\S+)$/u;

/** On whose behalf a request is made. Sitting at the machine counts only as long as the installation has no accounts. */
export async function actorOf(headers: Headers, { accounts, database }: ServerContext, about: Pick<RequestContext, "isLocal" | "isSecure">): Promise<Actor> {
  const bearer = BEARER.exec(headers.get("authorization") ?? "")?.[1];
  // A frame in another page: no cookie says who it is.
  if (bearer !== undefined) return { kind: "guest", grants: (await grantsOf(database, [bearer])).map(({ grant }) => grant) };
  const cookies = headers.get("cookie");
  const link = headers.get(LINK_HEADER);
  if (accounts === undefined && about.isLocal && link === null) return LOCAL_ACTOR;
  const secrets = visitSecrets(cookies);
  const found = secrets.length === 0 ? [] : await grantsOf(database, secrets);
  const grants = found.map(({ grant }) => grant).filter(({ linkId }) => link === null || linkId === link);
  const session = accounts === undefined ? undefined : sessionSecret(cookies, about.isSecure);
  const member = session === undefined ? undefined : await memberOf(database, session);
  if (member !== undefined) return link === null ? { ...member, grants } : { kind: "guest", grants, userId: member.userId };
  return grants.length === 0 ? STRANGER : { kind: "guest", grants };
}
