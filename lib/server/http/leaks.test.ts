import { pino } from "pino";
import { expect, test } from "vitest";
import type { ServerContext } from "#lib/server/context.ts";
import { OPERATIONS } from "#lib/server/operations/catalogue.ts";
import { ask } from "#lib/server/testing/ask.ts";
import { sentBy } from "#lib/server/testing/matrix/calls.ts";
import { Rows } from "#lib/server/testing/matrix/rows.ts";
import { addWorkspace, addWorld } from "#lib/server/testing/matrix/world.ts";

const SECRET_TEXT = 'SELECT "hash" FROM "PasswordCredential" at /srv/lintel/lib/server/accounts/password.ts:12 ltl_000000000000_secret';

/** Fails whatever is asked of it, as a bug would. */
const broken: unknown = new Proxy(() => undefined, {
  get: () => broken,
  apply: () => {
    throw new Error(SECRET_TEXT);
  },
});

const rows = new Rows();
const world = addWorld(rows, addWorkspace(rows));
/** Sent beside what a sound call needs, so that it gets as far as the database. */
const MORE: Readonly<Record<string, Readonly<Record<string, unknown>>>> = { "external.begin": { invitation: world.secrets.invitation } };

// Whoever sits at the machine is told about without asking the database.
const ASKING = OPERATIONS.filter(({ id }) => id !== "account.me");

test.each(ASKING.map((operation) => [operation.id, operation] as const))("a bug in %s is told by its number only", async (id, operation) => {
  const logged: string[] = [];
  const context = {
    database: broken,
    door: broken,
    background: broken,
    mails: broken,
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
  const path = operation.path.replaceAll(/\{(\w+)\}/gu, (_, name: string) => Object.entries(world.ids).find(([known]) => known === name)?.[1] ?? "000000000001");
  const hasBody = operation.method !== "GET" && operation.method !== "DELETE";
  const cookie =
    operation.policy === "public" && id !== "external.finish"
      ? undefined
      : "ltl_session=ltl_000000000000_00000000000000000000000000; ltl_external=ltl_000000000000_00000000000000000000000000";
  const { status, body } = await ask(context, operation.method, path, { isLocal: true, cookie, ...(hasBody && { body: { ...sentBy(operation, world), ...MORE[id] } }) });
  expect(status, JSON.stringify(body)).toBe(500);
  expect(body).toEqual({ error: { code: "internal", message: expect.any(String), requestId: "request-1" } });
  expect(JSON.stringify(body)).not.toMatch(/SELECT|\.ts|srv|ltl_|Error/u);
  expect(logged.join("")).toContain("PasswordCredential");
});
