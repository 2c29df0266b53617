import { pino } from "pino";
import { expect, test } from "vitest";
import type { ServerContext } from "#lib/server/context.ts";
import { OPERATIONS } from "#lib/server/operations/catalogue.ts";
import { ask } from "#lib/server/testing/ask.ts";

const SECRET_TEXT = 'SELECT "hash" FROM "PasswordCredential" at /srv/lintel/lib/server/accounts/password.ts:12 ltl_000000000000_secret';

/** Fails whatever is asked of it, as a bug would. */
const broken: unknown = new Proxy(() => undefined, {
  get: () => broken,
  apply: () => {
    throw new Error(SECRET_TEXT);
  },
});

const BODIES: Readonly<Record<string, unknown>> = {
  "account.signIn": { email: "ada@example.org", password: "orange kettle quietly" },
  "account.signUp": { invitation: "ltl_000000000000_00000000000000000000000000", name: "Ada", email: "ada@example.org", password: "orange kettle quietly" },
  "designs.append": { updateId: "change-0001", update: "AAA=" },
  "designs.rename": { title: "Other" },
  "external.begin": { invitation: "ltl_000000000000_00000000000000000000000000" },
  "external.finish": { query: "?code=1" },
  "invitations.exchange": { secret: "ltl_000000000000_00000000000000000000000000" },
  "resets.request": { email: "ada@example.org" },
  "resets.use": { secret: "ltl_000000000000_00000000000000000000000000", password: "orange kettle quietly" },
  "setup.complete": { token: "ltl_000000000000_00000000000000000000000000", name: "Ada", email: "ada@example.org", password: "orange kettle quietly" },
  "versions.create": { title: "Other" },
  "versions.rename": { title: "Other" },
  "shares.exchange": { secret: "ltl_000000000000_00000000000000000000000000" },
};

// Whoever sits at the machine is told about without asking the database.
const ASKING = OPERATIONS.filter(({ id }) => id !== "account.me");

test.each(ASKING.map((operation) => [operation.id, operation] as const))("a bug in %s is told by its number only", async (id, operation) => {
  const logged: string[] = [];
  const context = {
    database: broken,
    door: broken,
    background: broken,
    log: pino({ level: "error" }, { write: (line: string) => void logged.push(line) }),
    // Mails and an identity provider, so that nothing is refused before it breaks.
    accounts: operation.needsAccounts
      ? {
          isSignUpOpen: true,
          publicUrl: "http://localhost",
          mail: { url: "smtp://127.0.0.1:9", from: "a@b.c" },
          oidc: { issuer: "http://127.0.0.1:9", clientId: "a", clientSecret: "b", title: "c" },
        }
      : undefined,
    // Every part of it fails.
  } as unknown as ServerContext;
  const path = operation.path.replaceAll(/\{\w+\}/gu, "000000000001");
  const hasBody = operation.method !== "GET" && operation.method !== "DELETE";
  const cookie =
    operation.policy === "public" && id !== "external.finish"
      ? undefined
      : "ltl_session=ltl_000000000000_00000000000000000000000000; ltl_external=ltl_000000000000_00000000000000000000000000";
  const { status, body } = await ask(context, operation.method, path, { isLocal: true, cookie, ...(hasBody && { body: BODIES[id] ?? {} }) });
  expect(status, JSON.stringify(body)).toBe(500);
  expect(body).toEqual({ error: { code: "internal", message: expect.any(String), requestId: "request-1" } });
  expect(JSON.stringify(body)).not.toMatch(/SELECT|\.ts|srv|ltl_|Error/u);
  expect(logged.join("")).toContain("PasswordCredential");
});
