import process from "node:process";
import { fileURLToPath } from "node:url";
import { makeLog } from "#lib/server/log.ts";
import { loggedRuntime } from "#lib/server/logged-runtime.ts";
import { provideRuntime } from "#lib/server/runtime.ts";
import { startServer } from "#lib/server/server.ts";
import { readSettings } from "#lib/server/settings.ts";

/*
 * The built product in which everything that pages and routes ask of the server can be made to fail, as a bug would: told "break", it does so
 * from then on. Started by pages.process.test.ts.
 */
const ROOT = fileURLToPath(new URL("../../..", import.meta.url));
const say = (line: string): void => void process.stdout.write(`${line}\n`);

/** What a bug may say, and nobody may read. */
function fail(): never {
  throw new Error('SELECT "hash" FROM "PasswordCredential" at /srv/lintel/lib/server/accounts/password.ts:12 ltl_000000000000_secret');
}

const log = makeLog("error");
const server = await startServer(readSettings(process.env, ROOT), ROOT, log, say);
process.on("message", (message) => {
  if (message !== "break") return;
  provideRuntime(loggedRuntime({ publicUrl: () => undefined, handleApi: fail, isReady: fail, startPage: fail }, log));
  process.send?.("broken");
});
process.on("SIGTERM", () => void server.stop().then(() => process.exit(0)));
say(`ready: ${server.url}`);
