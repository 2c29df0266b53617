import { spawn } from "node:child_process";
import { writeFileSync } from "node:fs";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, expect, test } from "vitest";
import { alreadyRunning, publishUrl, releaseInstanceLock, runningInstance, takeInstanceLock } from "./instance-lock.mjs";

const MODULE = fileURLToPath(new URL("instance-lock.mjs", import.meta.url));

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "lintel-lock-"));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

/** Another process that takes the lock and keeps it until it is killed; tells whether it got it. */
const rival = () => {
  const script = `import { takeInstanceLock } from ${JSON.stringify(MODULE)};
    process.stdout.write(takeInstanceLock(${JSON.stringify(folder)}) === undefined ? "mine" : "taken");
    setInterval(() => undefined, 1000);`;
  const child = spawn(process.execPath, ["--input-type=module", "-e", script], { stdio: ["ignore", "pipe", "inherit"] });
  const answer = new Promise<string>((resolve) => child.stdout.once("data", (data: Buffer) => resolve(data.toString())));
  const kill = () => new Promise((resolve) => child.once("exit", resolve).kill("SIGKILL"));
  return { pid: child.pid, answer, kill };
};

test("one process at a time; the second learns who has it and where", async () => {
  expect(takeInstanceLock(folder)).toBeUndefined();
  publishUrl(folder, "http://localhost:3000");
  const second = rival();
  expect(await second.answer).toBe("taken");
  await second.kill();
  const holder = runningInstance(folder);
  if (holder === undefined) throw new Error("Nobody has the lock.");
  expect(alreadyRunning(holder, folder)).toContain(`process ${process.pid} at http://localhost:3000`);
  releaseInstanceLock(folder);
  expect(await readdir(folder)).toEqual([]);
});

test("what a killed process left does not count", async () => {
  const killed = rival();
  expect(await killed.answer).toBe("mine");
  await killed.kill();
  expect(runningInstance(folder)).toBeUndefined();
  expect(takeInstanceLock(folder)).toBeUndefined();
  releaseInstanceLock(folder);
});

test("a process number that was given again does not count", () => {
  writeFileSync(join(folder, "server.json"), JSON.stringify({ pid: process.pid, began: "long ago" }));
  expect(runningInstance(folder)).toBeUndefined();
  expect(takeInstanceLock(folder)).toBeUndefined();
  releaseInstanceLock(folder);
});

test("of many that find a dead one's lock together exactly one gets it", async () => {
  writeFileSync(join(folder, "server.json"), JSON.stringify({ pid: process.pid, began: "long ago" }));
  const rivals = Array.from({ length: 6 }, rival);
  const answers = await Promise.all(rivals.map(({ answer }) => answer));
  await Promise.all(rivals.map(({ kill }) => kill()));
  expect(answers.filter((answer) => answer === "mine")).toHaveLength(1);
});
