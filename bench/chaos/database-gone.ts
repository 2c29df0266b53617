import { setTimeout as sleep } from "node:timers/promises";
import type { ServerProcess } from "#lib/server/testing/server-process.ts";
import { Drawer, MAP, until } from "./person.ts";
import { type PromiseTrial, Verdict } from "./promise.ts";
import type { Weather } from "#lib/server/testing/proxy.ts";
import { type Installation, missing, withInstallation } from "#lib/server/testing/installation.ts";

const AWAY_MS = 60_000;
/** A network that swallows everything is noticed by silence only. */
const NOTICED_MS = { refusing: 1_000, swallowing: 5_000 } as const;
const ANSWER_MS = 2_000;
const RECOVERED_MS = { refusing: 10_000, swallowing: 20_000 } as const;
const GROWTH_MB = 100;

/** PostgreSQL out of reach for a minute: refusing, and swallowing. */
export const databaseGone: PromiseTrial = {
  id: "P6",
  title: "PostgreSQL gone for 60 s: said clearly, nothing lost, recovers by itself",
  run: (trial) =>
    withInstallation(async (installation) => {
      const server = await installation.server();
      const id = await server.create();
      const people = await Promise.all(["ada", "grace", "linus", "barbara"].map((name) => new Drawer(name, server.url, id).start()));
      const drawing = setInterval(() => people.forEach((person) => person.edit()), 50);
      await sleep(2_000);
      const verdict = new Verdict();
      const figures: string[] = [];
      for (const weather of ["refusing", "swallowing"] as const) {
        trial.say(`the database is ${weather}`);
        figures.push(await away(installation, server, people, id, weather, AWAY_MS * trial.scale, verdict));
      }
      clearInterval(drawing);
      await until("everything is saved", () => people.every((person) => !person.autosave.hasUnsaved), 15_000);
      const lost = await missing(
        installation,
        id,
        people.flatMap((person) => [...person.made]),
        MAP,
      );
      verdict.expect(lost.length === 0, `${lost.length} edits of people are not stored`);
      const { problems } = await installation.stored();
      verdict.expect(problems.length === 0, problems[0] ?? "");
      for (const person of people) person.stop();
      return verdict.outcome(`${figures.join("; ")}; all ${people.reduce((sum, person) => sum + person.made.length, 0)} edits stored`);
    }),
};

async function away(
  installation: Installation,
  server: ServerProcess,
  people: readonly Drawer[],
  id: string,
  weather: Extract<Weather, "refusing" | "swallowing">,
  milliseconds: number,
  verdict: Verdict,
): Promise<string> {
  const before = server.memory;
  installation.way.weather = weather;
  const began = performance.now();
  let slowest = 0;
  let asked = 0;
  const requests = [
    ["GET", `/designs/${id}/state`],
    ["GET", "/designs"],
    ["POST", `/designs/${id}/realtime-tickets`, {}],
    ["PATCH", `/designs/${id}`, { title: "Other" }],
    ["POST", "/designs", { title: "New" }],
  ] as const;
  while (performance.now() - began < milliseconds) {
    const isNoticed = performance.now() - began > NOTICED_MS[weather];
    for (const [method, path, body] of requests) {
      const start = performance.now();
      const response = await server.ask(method, path, body);
      const took = performance.now() - start;
      const text = await response.text();
      if (!isNoticed) continue;
      asked += 1;
      slowest = Math.max(slowest, took);
      verdict.expect(response.status === 503, `${method} ${path} answered ${response.status}`);
      verdict.expect(Number(response.headers.get("retry-after")) > 0, `${method} ${path} has no Retry-After`);
      verdict.expect(!/ECONN|postgres|127\.0\.0\.1|at .*\.ts/u.test(text), `an answer tells too much: ${text}`);
    }
    if (isNoticed) {
      const [ready, live] = await Promise.all(["/readyz", "/livez"].map(async (path) => (await fetch(`${server.url}${path}`)).status));
      verdict.expect(ready === 503, `/readyz answers ${ready}`);
      verdict.expect(live === 200, `/livez answers ${live}`);
      for (const person of people)
        verdict.expect(
          person.autosave.state.getState().kind === "offline",
          `somebody sees "${person.autosave.state.getState().kind}" ${((performance.now() - began) / 1000).toFixed(0)} s after the database went`,
        );
    }
    await sleep(250);
  }
  verdict.expect(slowest <= ANSWER_MS, `an answer took ${slowest.toFixed(0)} ms`);
  verdict.expect(asked > 0, "nothing was asked");
  const growth = server.memory - before;
  verdict.expect(growth < GROWTH_MB, `memory grew by ${growth.toFixed(0)} MB`);
  const made = people.map((person) => person.made.length);
  installation.way.weather = "clear";
  const recovered = await until("everything is saved again", () => people.every((person, index) => person.acknowledged.length >= (made[index] ?? 0)), 60_000).catch(() => Infinity);
  verdict.expect(recovered <= RECOVERED_MS[weather], `recovered after ${(recovered / 1000).toFixed(1)} s`);
  verdict.expect(server.child.exitCode === null, "the server ended");
  return `${weather} ${(milliseconds / 1000).toFixed(0)} s: slowest of ${asked} answers ${slowest.toFixed(0)} ms, memory +${Math.max(0, growth).toFixed(0)} MB, saved again after ${(recovered / 1000).toFixed(1)} s`;
}
