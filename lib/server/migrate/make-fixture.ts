import { createWriteStream } from "node:fs";
import { join } from "node:path";
import { pino } from "pino";
import { writeBackup } from "#lib/server/backup/write-backup.ts";
import { sketch } from "#lib/model/sketch.ts";
import { withThrowawayPostgres } from "#lib/server/postgres/throwaway.ts";
import { issueSetupToken } from "#lib/server/accounts/setup.ts";
import { openStore } from "#lib/server/store.ts";
import { ask } from "#lib/server/testing/ask.ts";
import { designUpdate } from "#lib/sync/shared-design.ts";
import { readMigrations } from "./files.ts";
import { FIXTURES } from "./fixtures.ts";

/*
 * node lib/server/migrate/make-fixture.ts: saves a small installation as this version of Lintel leaves it, named after the last migration.
 * Belongs to every release: from then on each newer version shows in its tests that it brings that state up to date.
 */
const PASSWORD = "orange kettle quietly";
const log = pino({ level: "error" });
const accounts = { isSignUpOpen: false, publicUrl: undefined, mail: undefined, oidc: undefined };

await withThrowawayPostgres(async (address) => {
  const before = await openStore(address, log);
  const update = Buffer.from(designUpdate(sketch("Kept design").service("order").design)).toString("base64");
  const asLocal = { isLocal: true } as const;
  const { id } = (await ask<{ id: string }>(before.context, "POST", "/designs", { ...asLocal, body: { update } })).body;
  const deleted = (await ask<{ id: string }>(before.context, "POST", "/designs", { ...asLocal, body: { title: "Deleted design" } })).body.id;
  await ask(before.context, "PATCH", `/designs/${id}`, { ...asLocal, body: { title: "Renamed design" } });
  await ask(before.context, "DELETE", `/designs/${deleted}`, asLocal);
  await ask(before.context, "POST", `/designs/${id}/shares`, { ...asLocal, body: {} });
  await before.close();
  const store = await openStore(address, log, { accounts });
  const token = await issueSetupToken(store.context.database);
  const { cookie } = await ask(store.context, "POST", "/setup", { body: { token, workspace: "Kept workspace", name: "Ada", email: "ada@example.org", password: PASSWORD } });
  const { secret } = (await ask<{ secret: string }>(store.context, "POST", "/workspace/invitations", { cookie, body: { roles: ["BE"] } })).body;
  await ask(store.context, "POST", "/sign-up", { body: { invitation: secret, name: "Linus", email: "linus@example.org", password: PASSWORD } });
  await ask(store.context, "POST", "/workspace/teams", { cookie, body: { title: "Kept team" } });
  const last = (await readMigrations()).at(-1)?.name ?? "";
  const path = join(FIXTURES, `${last}.backup`);
  const rows = await writeBackup(address, createWriteStream(path));
  process.stdout.write(`Wrote ${path}: ${JSON.stringify(rows)}\n`);
  await store.close();
});
