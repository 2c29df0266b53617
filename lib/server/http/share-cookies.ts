import type { GivenCookie } from "#lib/server/operation.ts";

/*
 * The secret of a share link stands in the fragment of an address, which no server sees. It is traded once for a cookie that no script can
 * read. One cookie for each link; the link is asked for anew with each request, so ending it ends the cookie.
 */
const NAME = "ltl_share_";
/** Browsers keep this prefix only on cookies that travel by TLS, for the whole host. */
const SECURE_PREFIX = "__Host-";
const MAX_AGE_SECONDS = 30 * 24 * 3600;
const MOST_LINKS = 20;

/** The Set-Cookie header that gives a browser what a share link opens. */
export function shareCookie({ linkId, secret }: GivenCookie, isSecure: boolean): string {
  const attributes = `Path=/; HttpOnly; SameSite=Strict; Max-Age=${MAX_AGE_SECONDS}`;
  return isSecure ? `${SECURE_PREFIX}${NAME}${linkId}=${secret}; ${attributes}; Secure` : `${NAME}${linkId}=${secret}; ${attributes}`;
}

/** The secrets in a Cookie header. */
export function shareSecrets(header: string | null): readonly string[] {
  return (header ?? "")
    .split(";")
    .map((pair) => pair.trim())
    .filter((pair) => pair.startsWith(NAME) || pair.startsWith(`${SECURE_PREFIX}${NAME}`))
    .map((pair) => pair.slice(pair.indexOf("=") + 1))
    .slice(0, MOST_LINKS);
}
