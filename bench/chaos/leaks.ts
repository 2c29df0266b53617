import { execFile } from "node:child_process";
import pg from "pg";
import type { PostgresAddress } from "#lib/server/postgres/embedded.ts";
import { RawClient } from "#lib/server/testing/live-server.ts";
import { PROTOCOL_VERSION, REALTIME_PATH } from "#lib/sync/realtime-protocol.ts";
import { setUp, WITH_ACCOUNTS } from "./accounts.ts";
import { until } from "./person.ts";
import { type PromiseTrial, Verdict } from "./promise.ts";
import { withInstallation } from "#lib/server/testing/installation.ts";

/** What belongs into the log and nowhere else. */
const LEAK = /\bat .+:\d+|\.ts\b|node_modules|SELECT|INSERT|relation "|prisma|\/(?:work|tmp|home|root|srv)\/|ltk_|ltl_|127\.0\.0\.1|\b\d{5}\b.*FATAL/iu;
/** Where it stands who asks. */
const KNOWN = ["Session", "User", "Membership", "Workspace", "AttemptCount"];
const PAGES = ["/", "/designs", "/sign-in", "/sample", "/rules", "/workspace", "/account", "/d/nothing00000000000000"];

/** A database whose tables are gone, which nobody expects: every question fails in a way that is our bug. */
export const leaks: PromiseTrial = {
  id: "P29",
  title: "Errors do not leak: a failure in every operation, page, live connection and command says its number and nothing else",
  run: () =>
    withInstallation(async (installation) => {
      const server = await installation.server({ environment: WITH_ACCOUNTS });
      const admin = { ...(await setUp(server)) };
      const { id } = await server.answer<{ id: string }>("POST", "/designs", { title: "Shop" }, admin);
      const { ticket } = await server.answer<{ ticket: string }>("POST", `/designs/${id}/realtime-tickets`, {}, admin);
      const verdict = new Verdict();
      // The generated description of all operations.
      const api = (await (await fetch(`${server.url}/api/v1/openapi.json`)).json()) as { readonly paths: Readonly<Record<string, Readonly<Record<string, unknown>>>> };
      // First whoever asks is still known, so that each operation breaks by itself; then nothing is.
      let [asked, failed] = [0, 0];
      for (const kept of [KNOWN, []]) {
        await breakTables(installation.address, kept);
        for (const [path, methods] of Object.entries(api.paths)) {
          for (const method of Object.keys(methods)) {
            const address = path.replace(/^\/api\/v1/u, "").replaceAll(/\{\w+\}/gu, id);
            const response = await server.ask(method.toUpperCase(), address, method === "get" || method === "delete" ? undefined : {}, admin);
            const text = await response.text();
            asked += 1;
            if (response.status === 500) {
              failed += 1;
              const { error } = JSON.parse(text) as { readonly error?: Readonly<Record<string, unknown>> };
              verdict.expect(
                Object.keys(error ?? {})
                  .toSorted()
                  .join() === "code,message,requestId",
                `${method} ${address}: ${text}`,
              );
            }
            verdict.expect(!LEAK.test(text), `${method} ${address}: ${text.slice(0, 200)}`);
          }
        }
      }
      verdict.expect(failed > asked / 2, `only ${failed} of ${asked} operations failed`);
      for (const page of PAGES) {
        const response = await fetch(`${server.url}${page}`, { headers: admin, redirect: "manual" });
        const text = await response.text();
        const body = response.status >= 500 ? text : text.replaceAll(/<script[^>]*>.*?<\/script>/gsu, "");
        verdict.expect(!/\bat .+:\d+:\d+|node_modules|SELECT |relation "|_gone/u.test(body), `the page ${page} (${response.status}) leaks`);
      }
      const live = await RawClient.open(`${server.url.replace("http", "ws")}${REALTIME_PATH}`, {});
      live.text({ type: "hello", version: PROTOCOL_VERSION, ticket, generation: 1, since: 0 });
      await until("the live connection ends", () => live.closed !== undefined, 10_000);
      verdict.expect(!LEAK.test(live.closed?.reason ?? ""), `a live connection ended with "${live.closed?.reason}"`);
      const command = await brokenCommand();
      verdict.expect(command.code === 70, `the command ended with ${command.code}`);
      verdict.expect(!/^\s+at /mu.test(command.said), `the command said ${command.said.slice(0, 300)}`);
      return verdict.outcome(
        `${asked} operations (${failed} answered 500), ${PAGES.length} pages, a live connection ("${live.closed?.reason}") and the command line (exit ${command.code}): nothing but a number and a sentence`,
      );
    }),
};

/** Takes the tables away, except some. */
async function breakTables(address: PostgresAddress, kept: readonly string[]): Promise<void> {
  const client = new pg.Client(address);
  await client.connect();
  const { rows } = await client.query<{ name: string }>(
    `SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'public' AND table_name NOT LIKE '%\\_gone'`,
  );
  for (const { name } of rows) if (!kept.includes(name)) await client.query(`ALTER TABLE "${name}" RENAME TO "${name}_gone"`);
  await client.end();
}

/** Runs the command line with a bug planted under it. */
function brokenCommand(): Promise<{ readonly code: number; readonly said: string }> {
  const bug = `data:text/javascript,${encodeURIComponent('Array.prototype.toSorted = () => { throw new TypeError("SELECT secret FROM /srv/lintel/secret.ts"); };')}`;
  return new Promise((resolve) => {
    execFile(process.execPath, ["--import", bug, "lib/cli/bin.mjs", "check", "examples/order-management/as-drawn.lintel.yaml"], (error, out, complaint) =>
      resolve({ code: typeof error?.code === "number" ? error.code : 0, said: out + complaint }),
    );
  });
}
