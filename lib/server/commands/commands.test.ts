import { execFile } from "node:child_process";
import { readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { pino } from "pino";
import { afterAll, beforeAll, expect, test } from "vitest";
import { LOCAL_ACTOR } from "#lib/server/actor.ts";
import { createDesign, listDesigns } from "#lib/server/designs/designs.ts";
import { releaseInstanceLock, takeInstanceLock } from "#lib/server/instance-lock.mjs";
import { EmbeddedPostgres } from "#lib/server/postgres/embedded.ts";
import { temporaryFolder } from "#lib/server/postgres/throwaway.ts";
import { openStore } from "#lib/server/store.ts";
import { sketch } from "#lib/model/sketch.ts";
import { designUpdate } from "#lib/sync/shared-design.ts";

/* The commands as somebody types them, each a process, on embedded databases. */

const ROOT = fileURLToPath(new URL("../../..", import.meta.url));
const log = pino({ level: "silent" });
let folder: string;
beforeAll(async () => {
  folder = await temporaryFolder();
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const start = (name: string): Promise<EmbeddedPostgres> => EmbeddedPostgres.start({ dataFolder: join(folder, name), root: ROOT, notice: () => undefined });

/** Runs `lintel` with a data folder. */
const lintel = (data: string, ...parameters: string[]) =>
  new Promise<{ readonly code: number; readonly said: string; readonly complained: string }>((resolve) => {
    const env = { ...process.env, LINTEL_DATA: join(folder, data), DATABASE_URL: "", LINTEL_DEBUG: "" };
    execFile(process.execPath, [join(ROOT, "lib/cli/bin.mjs"), ...parameters], { cwd: folder, env }, (error, said, complained) =>
      resolve({ code: error === null ? 0 : Number(error.code), said, complained }),
    );
  });

test("a backup of a running server is restored into another folder, which starts when told what it is for", async () => {
  // What a server has: the lock on its folder, and its database.
  expect(takeInstanceLock(join(folder, "original"))).toBeUndefined();
  const postgres = await start("original");
  const store = await openStore(postgres.address, log);
  await store.context.database.$transaction((transaction) => createDesign(LOCAL_ACTOR, transaction, designUpdate(sketch("Of the original").design)));
  const saved = await lintel("original", "backup", "-o", "lintel.backup");
  expect(saved).toMatchObject({ code: 0, said: expect.stringMatching(/^Saved \d+ rows of \d+ tables in .*lintel\.backup/), complained: "" });
  expect((await stat(join(folder, "lintel.backup"))).mode & 0o777).toBe(0o600);
  expect(postgres.pid, "the database of the server runs on").toBeDefined();
  await store.ping();
  expect(await lintel("original", "backup", "-o", "lintel.backup")).toMatchObject({ code: 2, complained: expect.stringContaining("exists already") });
  expect(await lintel("original", "restore", "lintel.backup")).toMatchObject({ code: 2, complained: expect.stringContaining("already running") });
  expect(await lintel("original", "backup", "-o", "missing/lintel.backup")).toMatchObject({ code: 2, complained: expect.stringContaining("cannot be written (ENOENT)") });
  await store.close();
  await postgres.stop();
  releaseInstanceLock(join(folder, "original"));

  expect(await lintel("none", "restore", "lintel.backup", "--check")).toMatchObject({ code: 0, said: expect.stringContaining("is whole") });
  expect(await readdir(folder), "checking makes no database").not.toContain("none");
  expect(await lintel("copy", "restore", "lintel.backup")).toMatchObject({ code: 0, said: expect.stringMatching(/^Restored \d+ rows of \d+ tables/) });
  expect(await lintel("copy", "restore", "lintel.backup")).toMatchObject({ code: 2, complained: expect.stringContaining("The database is not empty") });
  expect(await lintel("copy", "migrate")).toMatchObject({ code: 0, said: "The database is up to date.\n" });
  expect((await readdir(join(folder, "copy"))).toSorted(), "nothing of the commands stays").toEqual(["postgres"]);

  const copied = await start("copy");
  await expect(openStore(copied.address, log)).rejects.toThrow("This database is a copy");
  const copy = await openStore(copied.address, log, { copy: "replaces" });
  expect(await listDesigns(LOCAL_ACTOR, copy.context, { after: undefined, limit: 10 })).toMatchObject([{ title: "Of the original" }]);
  await copy.close();
  await copied.stop();
});

test("a backup that was changed is told by the check and refused by the restore", async () => {
  const bytes = await readFile(join(folder, "lintel.backup"));
  const middle = Math.floor(bytes.length / 2);
  bytes.fill(0, middle, middle + 10);
  await writeFile(join(folder, "lintel.backup"), bytes);
  for (const options of [["--check"], []])
    expect(await lintel("other", "restore", "lintel.backup", ...options)).toMatchObject({ code: 2, complained: expect.stringContaining("damaged") });
});
