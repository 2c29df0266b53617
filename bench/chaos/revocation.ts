import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import * as Y from "yjs";
import type { RawClient } from "#lib/server/testing/live-server.ts";
import type { ServerProcess } from "#lib/server/testing/server-process.ts";
import { byLink, letIn, setUp, WITH_ACCOUNTS } from "./accounts.ts";
import { MAP, until } from "./person.ts";
import { type PromiseTrial, times, Verdict } from "./promise.ts";
import { withInstallation } from "#lib/server/testing/installation.ts";

const ROUNDS = 5;
const PROMPT_MS = 2_000;
const EXPIRES_IN_MS = 10_000;

/** A right that ends while its bearer draws at two servers. */
interface Ending {
  readonly what: string;
  /** Gives somebody the right; returns how they are known and the way to take it back. */
  readonly begin: () => Promise<{ readonly headers: Readonly<Record<string, string>>; readonly end: () => Promise<unknown> }>;
  /** What HTTP answers afterwards. */
  readonly statuses: readonly number[];
}

/** Links, sessions and people whose rights end while they draw. */
export const revocation: PromiseTrial = {
  id: "P15",
  title: "Whoever's right ends is sent away within 2 s at every server, and nothing of theirs is stored afterwards",
  run: (trial) =>
    withInstallation(async (installation) => {
      const settings = { environment: WITH_ACCOUNTS };
      const [here, there] = [await installation.server(settings), await installation.server(settings)];
      const admin = { ...(await setUp(here)) };
      const verdict = new Verdict();
      const { id } = await here.answer<{ id: string }>("POST", "/designs", { title: "Shop" }, admin);
      let person = 0;
      const endings: readonly Ending[] = [
        {
          what: "a link is revoked",
          begin: async () => {
            const { headers, shareId } = await byLink(here, admin, id, { scope: "edit" });
            return { headers, end: () => there.answer("DELETE", `/designs/${id}/shares/${shareId}`, undefined, admin) };
          },
          statuses: [401, 403, 404],
        },
        {
          what: "a link expires",
          begin: async () => {
            const expiresAt = Date.now() + EXPIRES_IN_MS;
            const { headers } = await byLink(here, admin, id, { scope: "edit", expiresAt: new Date(expiresAt).toISOString() });
            return { headers, end: () => sleep(expiresAt - Date.now()) };
          },
          statuses: [401, 403, 404],
        },
        {
          what: "a person signs out",
          begin: async () => {
            const headers = { ...(await letIn(here, admin, `Grace${(person += 1)}`)) };
            return { headers, end: () => there.answer("POST", "/sign-out", {}, headers) };
          },
          statuses: [401, 404],
        },
        {
          what: "a person is shut out",
          begin: async () => {
            const name = `Linus${(person += 1)}`;
            const headers = { ...(await letIn(here, admin, name)) };
            const { items } = await here.answer<{ items: readonly { readonly id: string; readonly name: string }[] }>("GET", "/workspace/members", undefined, admin);
            const userId = items.find((member) => member.name === name)?.id;
            return { headers, end: () => there.answer("POST", `/workspace/members/${userId}/deactivate`, {}, admin) };
          },
          statuses: [401, 404],
        },
      ];
      const slowest: string[] = [];
      for (const ending of endings) {
        trial.say(ending.what);
        const delays: number[] = [];
        for (let round = 0; round < times(ROUNDS, trial); round += 1) delays.push(await once(ending, [here, there], id, verdict));
        slowest.push(`${ending.what}: ${Math.max(...delays).toFixed(0)} ms`);
        verdict.expect(Math.max(...delays) <= PROMPT_MS, `${ending.what}: ${Math.max(...delays).toFixed(0)} ms`);
      }
      return verdict.outcome(`slowest of ${times(ROUNDS, trial)} at two servers: ${slowest.join(", ")}`);

      async function once({ what, begin, statuses }: Ending, servers: readonly ServerProcess[], designId: string, judge: Verdict): Promise<number> {
        const { headers, end } = await begin();
        const clients = await Promise.all(servers.map((server) => server.join(designId, headers)));
        const name = randomUUID().slice(0, 8);
        const drawing = clients.map((client, at) => drawAsFastAsTold(client, `${name}${at}`));
        await sleep(300);
        await end();
        const ended = performance.now();
        // What is on its way at this moment may still be stored before the end is; nothing that is sent later.
        await sleep(50);
        const known = new Set((await installation.stored()).keys(designId, MAP));
        const late = await Promise.all(servers.map((server) => server.ask("GET", `/designs/${designId}/state`, undefined, headers)));
        judge.expect(
          late.every(({ status }) => statuses.includes(status)),
          `${what}: HTTP answers ${late.map(({ status }) => status).join(" and ")}`,
        );
        await until("everybody is sent away", () => clients.every(({ closed }) => closed !== undefined), 10_000).catch(() => judge.expect(false, `${what}: somebody stays`));
        const delay = performance.now() - ended;
        for (const stop of drawing) stop();
        await sleep(200);
        const after = (await installation.stored()).keys(designId, MAP);
        judge.expect(after.size === known.size, `${what}: ${after.size - known.size} changes were stored after the end`);
        for (const client of clients) client.end();
        return delay;
      }
    }),
};

/** Sends change after change, whatever the other side says; returns the way to stop. */
function drawAsFastAsTold(client: RawClient, name: string): () => void {
  const document = new Y.Doc();
  let made = 0;
  document.on("update", (update) => client.socket.readyState === client.socket.OPEN && client.change(`${name}-${String(made).padStart(5, "0")}`, update));
  const timer = setInterval(() => document.getMap(MAP).set(`${name}-${(made += 1)}`, made), 5);
  return () => clearInterval(timer);
}
