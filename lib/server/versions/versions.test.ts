import { afterAll, beforeAll, describe, expect, test } from "vitest";
import * as Y from "yjs";
import { addMember, updateComponent } from "#lib/model/edit.ts";
import { sketch } from "#lib/model/sketch.ts";
import { type Actor, LOCAL_ACTOR, type Member } from "#lib/server/actor.ts";
import { DEFAULT_WORKSPACE } from "#lib/server/database/instance.ts";
import { appendUpdate } from "#lib/server/designs/append.ts";
import { compact } from "#lib/server/designs/compact.ts";
import { createDesign, readState } from "#lib/server/designs/designs.ts";
import { restoreVersion as OPERATION_RESTORE } from "#lib/server/operations/restore-version.ts";
import { createShare } from "#lib/server/shares/shares.ts";
import { ask } from "#lib/server/testing/ask.ts";
import { testDatabases } from "#lib/server/testing/databases.ts";
import { openTestStore, type TestStore } from "#lib/server/testing/test-store.ts";
import { SharedDesign } from "#lib/sync/shared-design.ts";
import { keepDue } from "./keep.ts";
import { thinVersions } from "./thin.ts";
import { createVersion, deleteVersion, listVersions, readVersion, renameVersion, restoreVersion, type VersionMeta } from "./versions.ts";

const shop = sketch("Shop").service("order").service("payment").call("order", "payment").design;

describe.each(await testDatabases())("versions on $name", (database) => {
  let store: TestStore;
  beforeAll(async () => {
    store = await openTestStore(database);
  });
  afterAll(() => store.close());

  const db = () => store.context.database;
  const member = async (userId: string, name: string): Promise<Member> => {
    const sessionId = `session${userId}`;
    await db().user.create({
      data: {
        id: userId,
        email: `${userId}@example.org`,
        name,
        memberships: { create: { workspaceId: DEFAULT_WORKSPACE, roles: ["BE"] } },
        sessions: { create: { id: sessionId, workspaceId: DEFAULT_WORKSPACE, secretHash: new Uint8Array(32), client: "", expiresAt: new Date(Date.now() + 3_600_000) } },
      },
    });
    return { kind: "member", userId, sessionId, workspaceId: DEFAULT_WORKSPACE, roles: ["BE"], isAdmin: false, isOwner: false, grants: [] };
  };

  /** A stored design and somebody who draws on it. */
  const draw = async () => {
    const shared = new SharedDesign();
    shared.write(shop, "test");
    const { id } = await db().$transaction((transaction) => createDesign(LOCAL_ACTOR, transaction, shared.encode()));
    const pending: Uint8Array[] = [];
    shared.document.on("update", (update: Uint8Array) => pending.push(update));
    let turn = 0;
    return {
      id,
      shared,
      /** Changes the document in any way and stores that as an actor. */
      change: async (actor: Actor, act: () => void, generation?: number) => {
        act();
        turn += 1;
        return appendUpdate(actor, { designId: id, updateId: `turn-${turn}-----`, bytes: Y.mergeUpdates(pending.splice(0)), generation }, store.context);
      },
      rename: (name: string) => shared.write(updateComponent(shared.design, "order", { name }), "test"),
    };
  };
  /** Lets time pass for one design: nobody has changed anything for so many minutes. */
  const pause = (designId: string, minutes: number) =>
    db()
      .$executeRaw`UPDATE "DesignDocument" SET "updatedAt" = "updatedAt" - make_interval(mins => ${minutes}::int), "unkeptSince" = "unkeptSince" - make_interval(mins => ${minutes}::int) WHERE "id" = ${designId}`;
  const list = async (designId: string) => listVersions(LOCAL_ACTOR, store.context, { designId, before: undefined, limit: 50 });
  const name = (designId: string, title: string, actor: Actor = LOCAL_ACTOR) => db().$transaction((transaction) => createVersion(actor, transaction, designId, title));
  const restore = (designId: string, seq: number, actor: Actor = LOCAL_ACTOR) => db().$transaction((transaction) => restoreVersion(actor, transaction, designId, seq));
  const names = ({ authors }: Pick<VersionMeta, "authors">) => authors.map((author) => author.name ?? author.kind);
  const stored = async (designId: string) => {
    const shared = new SharedDesign();
    shared.apply((await readState(LOCAL_ACTOR, store.context, designId)).state, "server");
    return shared.design;
  };
  const json = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

  test("a version is made when drawing pauses, at the latest after ten minutes, and not when nothing changed", async () => {
    const { id, change, rename, shared } = await draw();
    await keepDue(store.context);
    expect((await list(id)).items, "it was changed just now").toEqual([]);
    await pause(id, 3);
    await keepDue(store.context);
    expect((await list(id)).items).toMatchObject([{ seq: 1, kind: "automatic", title: null, authors: [{ kind: "local" }] }]);
    await pause(id, 60);
    await keepDue(store.context);
    expect((await list(id)).items).toHaveLength(1);

    await change(LOCAL_ACTOR, () => rename("Orders"));
    expect(await list(id)).toMatchObject({ unkept: { seq: 2, authors: [{ kind: "local" }] } });
    await pause(id, 11);
    await change(LOCAL_ACTOR, () => rename("Order service"));
    await keepDue(store.context);
    expect(await list(id)).toMatchObject({ items: [{ seq: 3, kind: "automatic" }, { seq: 1 }], unkept: null });
    expect((await readVersion(LOCAL_ACTOR, store.context, id, 3)).design).toEqual(json(shared.design));

    await change(LOCAL_ACTOR, () => rename("A slip"));
    await change(LOCAL_ACTOR, () => rename("Order service"));
    await pause(id, 3);
    await keepDue(store.context);
    expect((await list(id)).items, "what was taken back leaves nothing").toHaveLength(2);
  });

  test("a design that cannot be read does not keep others from being kept, and is not tried for ever", async () => {
    const [broken, sound] = [await draw(), await draw()];
    await db().designSnapshot.update({ where: { designId: broken.id }, data: { state: new Uint8Array([1, 2, 3]) } });
    for (const { id } of [broken, sound]) await pause(id, 3);
    await keepDue(store.context);
    expect((await list(sound.id)).items).toHaveLength(1);
    expect(store.logged.filter((line) => line.includes(broken.id))).toHaveLength(1);
    await keepDue(store.context);
    expect(store.logged.filter((line) => line.includes(broken.id))).toHaveLength(1);
  });

  test("authors are those of the connections, also after the log was merged; what the document says about them changes nothing", async () => {
    const ada = await member("ada", "Ada Lovelace");
    const bob = await member("bob", "Bob");
    const { id, change, rename, shared } = await draw();
    const first = await name(id, "As drawn", ada);
    expect(first).toMatchObject({ kind: "named", seq: 1, createdBy: { kind: "member", name: "Ada Lovelace" }, authors: [{ kind: "local", name: null }] });

    // Ada's browser claims to be Bob in every place a document has.
    await change(ada, () => {
      shared.document.clientID = 4_711;
      for (const key of ["author", "authors", "actor", "createdBy"]) shared.root.set(key, "user:bob");
      shared.document.getMap("users").set("4711", "Bob");
      shared.document.getArray("authors").push(["user:bob"]);
      rename("By Ada");
    });
    await change(ada, () => rename("By Ada again"));
    await compact(store.context, id);
    expect(await db().designUpdate.count({ where: { designId: id } })).toBe(0);
    expect(names((await list(id)).unkept ?? { authors: [] })).toEqual(["Ada Lovelace"]);
    await pause(id, 3);
    await keepDue(store.context);
    expect(names((await list(id)).items[0] ?? { authors: [] })).toEqual(["Ada Lovelace"]);

    await change(bob, () => rename("By Bob"));
    await compact(store.context, id);
    await change(ada, () => rename("By Ada at last"));
    const last = await name(id, "Both");
    expect(names(last)).toEqual(["Ada Lovelace", "Bob"]);
    const link = await db().$transaction((transaction) => createShare(LOCAL_ACTOR, transaction, { designId: id, scope: "edit", expiresAt: null, password: null }));
    await change({ kind: "guest", grants: [{ linkId: link.id, visitId: "visit", designId: id, scope: "edit" }] }, () => rename("By link"));
    expect(names((await list(id)).unkept ?? { authors: [] })).toEqual(["link"]);
    // Whose account is gone is nobody's name any more.
    await db().user.delete({ where: { id: "bob" } });
    expect(names((await list(id)).items[0] ?? { authors: [] })).toEqual(["Ada Lovelace", "unknown"]);
  });

  test("the present is named once, an automatic version becomes the named one, and names are changed", async () => {
    const { id, change, rename } = await draw();
    await pause(id, 3);
    await keepDue(store.context);
    expect(await name(id, "First")).toMatchObject({ seq: 1, kind: "named", title: "First" });
    await expect(name(id, "Again")).rejects.toMatchObject({ code: "conflict", message: expect.stringContaining('"First"') });
    await change(LOCAL_ACTOR, () => rename("Orders"));
    await name(id, "Second");
    expect(await renameVersion(LOCAL_ACTOR, store.context, id, 1, "The first")).toMatchObject({ title: "The first" });
    expect((await list(id)).items.map(({ title }) => title)).toEqual(["Second", "The first"]);
    await expect(renameVersion(LOCAL_ACTOR, store.context, id, 77, "None")).rejects.toMatchObject({ code: "not_found" });
    await expect(readVersion(LOCAL_ACTOR, store.context, "nothing", 1)).rejects.toMatchObject({ code: "not_found" });
  });

  test("a named version is deleted, an automatic one is not; nobody's part in it is forgotten", async () => {
    const ada = await member("ada2", "Ada");
    const { id, change, rename } = await draw();
    await pause(id, 3);
    await keepDue(store.context);
    await expect(deleteVersion(LOCAL_ACTOR, store.context, id, 1)).rejects.toMatchObject({ code: "conflict" });
    await change(ada, () => rename("Orders"));
    await name(id, "Second");
    await change(LOCAL_ACTOR, () => rename("Order service"));
    await name(id, "Third");
    await deleteVersion(LOCAL_ACTOR, store.context, id, 2);
    expect((await list(id)).items.map((version) => [version.seq, names(version)])).toEqual([
      [3, ["local", "Ada"]],
      [1, ["local"]],
    ]);
    await deleteVersion(LOCAL_ACTOR, store.context, id, 3);
    await change(LOCAL_ACTOR, () => rename("Once more"));
    expect(names(await name(id, "Fourth"))).toEqual(["local", "Ada"]);
  });

  test("restoring keeps the present first, starts a new generation, and is undone by restoring what was there", async () => {
    const { id, change, rename, shared } = await draw();
    await name(id, "As drawn");
    await change(LOCAL_ACTOR, () => rename("Orders"));
    await change(LOCAL_ACTOR, () => shared.write(addMember(shared.design, "components", { id: "cache", kind: "cache", name: "Cache" }), "test"));
    const present = json(await stored(id));
    const restored = await restore(id, 1);
    expect(restored).toMatchObject({ kind: "restored", seq: 4, before: 3, origin: { title: "As drawn" }, authors: [{ kind: "local" }] });
    expect(json(await stored(id))).toEqual(json(shop));
    const { generation } = await readState(LOCAL_ACTOR, store.context, id);
    expect(generation).toBe(2);
    await expect(
      change(LOCAL_ACTOR, () => rename("Of the old generation"), 1),
      "local work of before is not mixed in",
    ).rejects.toMatchObject({ code: "conflict" });
    expect((await list(id)).items.map(({ kind, seq }) => [kind, seq])).toEqual([
      ["restored", 4],
      ["automatic", 3],
      ["named", 1],
    ]);
    await restore(id, restored.before);
    expect(json(await stored(id))).toEqual(present);
    // Merging the log and another restore leave every version as it is.
    await compact(store.context, id);
    expect((await readVersion(LOCAL_ACTOR, store.context, id, 1)).design).toEqual(json(shop));
    expect(await db().auditEvent.findMany({ where: { subject: id, action: "versions.restore" }, select: { actor: true, detail: true } })).toEqual([
      { actor: "local", detail: { version: "1" } },
      { actor: "local", detail: { version: "3" } },
    ]);
    await expect(restore(id, 99)).rejects.toMatchObject({ code: "not_found" });
  });

  test("old automatic versions are thinned out: all of a day, one an hour for a week, one a day for three months, one a week from then on", async () => {
    const { id } = await draw();
    await name(id, "Named");
    const { content } = await db().designVersion.findFirstOrThrow({ where: { designId: id } });
    const [clock] = await db().$queryRaw<readonly { readonly hour: Date }[]>`SELECT date_trunc('hour', now(), 'UTC') AS "hour"`;
    const at = (hours: number, minutes: number) => new Date((clock?.hour.getTime() ?? 0) - hours * 3_600_000 + minutes * 60_000);
    const add = (seq: number, createdAt: Date, author: string, kind: "automatic" | "named" = "automatic") =>
      db().designVersion.create({ data: { designId: id, seq, kind, createdAt, authors: [author], content } });
    await add(10, at(24 * 400, 1), "user:a");
    await add(11, at(24 * 400, 2), "user:b");
    await add(20, at(24 * 30, 5), "user:a");
    await add(21, at(24 * 30, 6), "user:named", "named");
    await add(22, at(24 * 30, 7), "user:b");
    await add(30, at(50, 1), "user:a");
    await add(31, at(50, 30), "user:b");
    await add(32, at(49, 1), "user:c");
    await add(40, at(2, 1), "user:a");
    await add(41, at(2, 2), "user:b");
    await thinVersions(db());
    const left = await db().designVersion.findMany({ where: { designId: id, seq: { gt: 1 } }, orderBy: { seq: "asc" }, select: { seq: true, authors: true } });
    expect(left).toEqual([
      { seq: 11, authors: ["user:a", "user:b"] },
      { seq: 21, authors: ["user:named"] },
      { seq: 22, authors: ["user:a", "user:b"] },
      { seq: 31, authors: ["user:a", "user:b"] },
      { seq: 32, authors: ["user:c"] },
      { seq: 40, authors: ["user:a"] },
      { seq: 41, authors: ["user:b"] },
    ]);
    await thinVersions(db());
    expect(await db().designVersion.count({ where: { designId: id } })).toBe(8);
  });

  test("over HTTP: pages, the design as in a file, and a repeated restore that is done once", async () => {
    const { id, change, rename } = await draw();
    const call = (method: string, path: string, body?: unknown) => ask(store.context, method, `/designs/${id}${path}`, { isLocal: true, body });
    for (const title of ["One", "Two", "Three"]) {
      await change(LOCAL_ACTOR, () => rename(title));
      expect((await call("POST", "/versions", { title })).status).toBe(201);
    }
    const first = await call("GET", "/versions?limit=2");
    expect(first.body).toMatchObject({ items: [{ title: "Three" }, { title: "Two" }], nextCursor: 3, unkept: null });
    expect((await call("GET", "/versions?limit=2&cursor=3")).body).toMatchObject({ items: [{ title: "One" }], nextCursor: null });
    expect((await call("GET", "/versions/2")).body).toMatchObject({
      title: "One",
      design: { lintel: 1, title: "Shop", components: [{ id: "order", name: "One" }, { id: "payment" }] },
    });
    expect((await call("PATCH", "/versions/2", { title: "The one" })).body).toMatchObject({ title: "The one" });
    for (const bad of ["0", "x", "99999999999"]) expect((await call("GET", `/versions/${bad}`)).status).toBe(400);
    expect((await call("DELETE", "/versions/3")).status).toBe(200);
    expect((await call("GET", "/versions/3")).status).toBe(404);

    const again = () => OPERATION_RESTORE.call(LOCAL_ACTOR, { designId: id, version: "2" }, store.context, { idempotencyKey: `restore-${id}` });
    const [one, two] = [await again(), await again()];
    expect(two).toEqual(one);
    expect((await readState(LOCAL_ACTOR, store.context, id)).generation).toBe(2);
  });
});
