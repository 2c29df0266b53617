import { EXTERNAL_MINUTES } from "#lib/server/accounts/external.ts";
import { SESSION_DAYS } from "#lib/server/accounts/sessions.ts";
import type { GivenCookie } from "#lib/server/operation.ts";
import { VISIT_DAYS } from "#lib/server/shares/visits.ts";

/*
 * Secrets live in cookies that no script can read. That of a share link stands in the fragment of an address, which no server sees, and is
 * traded for the secret of a visit; one cookie for each link. What a cookie opens is asked anew with each request, so ending it there ends the cookie.
 */
const SHARE = "ltl_share_";
const SESSION = "ltl_session";
const EXTERNAL = "ltl_external";
/** Browsers keep this prefix only on cookies that travel by TLS, for the whole host. */
const SECURE_PREFIX = "__Host-";
const MOST_LINKS = 20;

/** The Set-Cookie header that gives a browser a secret, or takes it back. */
export function setCookie(given: GivenCookie, isSecure: boolean): string {
  const { name, seconds, sameSite } = shapeOf(given);
  const attributes = `Path=/; HttpOnly; SameSite=${sameSite}; Max-Age=${given.secret === null ? 0 : seconds}`;
  const pair = `${name}=${given.secret ?? ""}`;
  return isSecure ? `${SECURE_PREFIX}${pair}; ${attributes}; Secure` : `${pair}; ${attributes}`;
}

function shapeOf(given: GivenCookie): { readonly name: string; readonly seconds: number; readonly sameSite: "Strict" | "Lax" } {
  switch (given.kind) {
    case "share":
      return { name: `${SHARE}${given.linkId}`, seconds: VISIT_DAYS * 24 * 3600, sameSite: "Strict" };
    case "session":
      // Lax: a link in a chat leads to the design, not to the page for signing in. What changes something is refused from elsewhere anyway.
      return { name: SESSION, seconds: SESSION_DAYS * 24 * 3600, sameSite: "Lax" };
    case "external":
      return { name: EXTERNAL, seconds: EXTERNAL_MINUTES * 60, sameSite: "Strict" };
  }
}

/** The secrets of visits by share links in a Cookie header. */
export function visitSecrets(header: string | null): readonly string[] {
  return pairsOf(header)
    .filter(({ name }) => name.startsWith(SHARE))
    .map(({ value }) => value)
    .slice(0, MOST_LINKS);
}

/** The secret of the session in a Cookie header. By TLS only a cookie that was given by TLS counts: the other kind a neighbouring site could have planted. */
export const sessionSecret = (header: string | null, isSecure: boolean): string | undefined => secretNamed(SESSION, header, isSecure);

/** The secret of the sign-in at an identity provider that was begun, likewise. */
export const externalSecret = (header: string | null, isSecure: boolean): string | undefined => secretNamed(EXTERNAL, header, isSecure);

const secretNamed = (wanted: string, header: string | null, isSecure: boolean): string | undefined =>
  pairsOf(header).find(({ name, isSecure: wasSecure }) => name === wanted && wasSecure === isSecure)?.value;

function pairsOf(header: string | null): readonly { readonly name: string; readonly value: string; readonly isSecure: boolean }[] {
  return (header ?? "").split(";").flatMap((pair) => {
    const at = pair.indexOf("=");
    if (at === -1) return [];
    const name = pair.slice(0, at).trim();
    const isSecure = name.startsWith(SECURE_PREFIX);
    return [{ name: isSecure ? name.slice(SECURE_PREFIX.length) : name, value: pair.slice(at + 1).trim(), isSecure }];
  });
}
