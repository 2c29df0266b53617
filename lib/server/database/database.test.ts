import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type OpenTestDatabase, testDatabases } from "#lib/server/testing/databases.ts";
import { isUnreachable, openDatabase } from "./database.ts";

describe.each(await testDatabases())("connections to $name", (database) => {
  let opened: OpenTestDatabase;
  beforeAll(async () => {
    opened = await database.open();
  });
  afterAll(() => opened.close());

  test("a connection that breaks in the middle of a transaction is given back, however often", async () => {
    const open = openDatabase(opened.address, () => undefined);
    const other = openDatabase(opened.address, () => undefined);
    const broken = Array.from({ length: 15 }, () =>
      open.database.$transaction(async (transaction) => {
        const [row] = await transaction.$queryRaw<readonly { readonly pid: number }[]>`SELECT pg_backend_pid() AS "pid"`;
        await other.database.$queryRaw`SELECT pg_terminate_backend(${row?.pid}::int)`;
        await transaction.$queryRaw`SELECT 1`;
      }),
    );
    for (const outcome of await Promise.allSettled(broken)) expect(outcome.status).toBe("rejected");
    await open.ping();
    expect(open.connections()).toMatchObject({ waiting: 0 });
    await open.close();
    await other.close();
  });

  test("while the database is said to be silent, everything fails at once; afterwards it works again", async () => {
    const open = openDatabase(opened.address, () => undefined);
    const asleep = open.database.$queryRaw`SELECT pg_sleep(30)::text`.catch((error: unknown) => error);
    await expect.poll(() => open.connections().total - open.connections().idle).toBe(1);
    open.silent(true);
    for (const error of [await asleep, await open.database.workspace.count().catch((failure: unknown) => failure), await open.ping().catch((failure: unknown) => failure)])
      expect(isUnreachable(error), String(error)).toBe(true);
    open.silent(false);
    await open.ping();
    await open.close();
  });
});
