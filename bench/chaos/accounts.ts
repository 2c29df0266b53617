import type { ServerProcess } from "#lib/server/testing/server-process.ts";

/** Settings of a server on which people sign in. */
export const WITH_ACCOUNTS = { LINTEL_ACCOUNTS: "1" } as const;
export const PASSWORD = "orange kettle quietly";

/** Headers by which somebody is known. */
export interface Somebody {
  readonly cookie: string;
}

const cookieOf = (response: Response): Somebody => ({
  cookie: response.headers
    .getSetCookie()
    .map((header) => header.split(";", 1)[0])
    .join("; "),
});

async function accepted(response: Promise<Response>): Promise<Somebody> {
  const answer = await response;
  if (!answer.ok) throw new Error(`${answer.url}: ${answer.status} ${await answer.text()}`);
  return cookieOf(answer);
}

/** Makes the first administrator with the token that the server printed. */
export function setUp(server: ServerProcess): Promise<Somebody> {
  const token = /\/setup#(\S+)/u.exec(server.said)?.[1];
  return accepted(server.ask("POST", "/setup", { token, workspace: "Shop", name: "Ada", email: "ada@example.org", password: PASSWORD }));
}

/** Lets one more person into the workspace, who may edit. */
export async function letIn(server: ServerProcess, admin: Somebody, name: string): Promise<Somebody> {
  const { secret } = await server.answer<{ secret: string }>("POST", "/workspace/invitations", { roles: ["BE"] }, { ...admin });
  return accepted(server.ask("POST", "/sign-up", { invitation: secret, name, email: `${name.toLowerCase()}@example.org`, password: PASSWORD }));
}

/** Makes a share link and takes it, as somebody without an account. */
export async function byLink(
  server: ServerProcess,
  owner: Readonly<Record<string, string>>,
  designId: string,
  share: { readonly scope: "view" | "comment" | "edit"; readonly expiresAt?: string | null },
): Promise<{ readonly headers: Readonly<Record<string, string>>; readonly shareId: string }> {
  const { secret, id: shareId } = await server.answer<{ secret: string; id: string }>("POST", `/designs/${designId}/shares`, share, owner);
  const { cookie } = await accepted(server.ask("POST", "/shares/exchange", { secret }));
  return { headers: { cookie, "lintel-link": shareId }, shareId };
}
