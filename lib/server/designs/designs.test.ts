import { afterAll, beforeAll, describe, expect, test } from "vitest";
import * as Y from "yjs";
import { updateComponent } from "#lib/model/edit.ts";
import { sketch } from "#lib/model/sketch.ts";
import { LOCAL_ACTOR } from "#lib/server/actor.ts";
import { testDatabases } from "#lib/server/testing/databases.ts";
import { openStore } from "#lib/server/store.ts";
import { openTestStore, type TestStore } from "#lib/server/testing/test-store.ts";
import { SharedDesign } from "#lib/sync/shared-design.ts";
import { appendTitle, appendUpdate } from "./append.ts";
import { COMPACT_EVERY, compact } from "./compact.ts";
import { createDesign, deleteDesign, duplicateDesign, listDesigns, readDesignMeta, readState, restoreDesign } from "./designs.ts";
import { readLog } from "./log.ts";
import { decodeUpdate } from "./update-bytes.ts";

const shop = sketch("Shop").service("order").service("payment").call("order", "payment").design;

describe.each(await testDatabases())("designs on $name", (database) => {
  let store: TestStore;
  beforeAll(async () => {
    store = await openTestStore(database);
  });
  afterAll(() => store.close());

  /** Somebody who edits: a document, and what it changed since last asked. */
  const editor = (state?: Uint8Array) => {
    const shared = new SharedDesign();
    const pending: Uint8Array[] = [];
    if (state) shared.apply(state, "server");
    else shared.write(shop, "test");
    shared.document.on("update", (update: Uint8Array) => pending.push(update));
    return {
      shared,
      rename: (name: string) => {
        shared.write(updateComponent(shared.design, "order", { name }), "test");
        return Y.mergeUpdates(pending.splice(0));
      },
    };
  };
  const create = (state: Uint8Array) => store.context.database.$transaction((transaction) => createDesign(LOCAL_ACTOR, transaction, state));
  const append = (designId: string, updateId: string, bytes: Uint8Array, generation?: number) =>
    appendUpdate(LOCAL_ACTOR, { designId, updateId, bytes, generation }, store.context);
  const stored = async (designId: string) => {
    const { state, seq } = await readState(LOCAL_ACTOR, store.context, designId);
    return { seq, design: editor(state).shared.design };
  };

  test("what was appended is read back, and merging the log changes nothing", async () => {
    const person = editor();
    const { id } = await create(person.shared.encode());
    for (let turn = 1; turn <= 30; turn += 1) expect(await append(id, `turn-${turn}-----`, person.rename(`Order ${turn}`))).toEqual({ generation: 1, seq: turn + 1 });
    const before = await stored(id);
    expect(before.seq).toBe(31);
    expect(before.design).toEqual(person.shared.design);

    await compact(store.context, id);
    expect(await readLog(store.context.database, id, 1, 0)).toMatchObject([{ kind: "snapshot", seq: 31 }]);
    expect(await stored(id)).toEqual(before);
    await append(id, "after-merging", person.rename("Last"));
    expect((await readLog(store.context.database, id, 1, 31)).map(({ kind, seq }) => ({ kind, seq }))).toEqual([{ kind: "update", seq: 32 }]);
    expect((await stored(id)).design).toEqual(person.shared.design);
  });

  test("the log is merged by itself and appending goes on meanwhile", async () => {
    const person = editor();
    const { id } = await create(person.shared.encode());
    for (let turn = 0; turn < COMPACT_EVERY + 20; turn += 1) await append(id, `turn-${turn}-----`, person.rename(`Order ${turn}`));
    await store.context.background.finished();
    const log = await readLog(store.context.database, id, 1, 0);
    expect(log[0]?.kind).toBe("snapshot");
    expect(log.length).toBeLessThan(25);
    expect((await stored(id)).design).toEqual(person.shared.design);
  });

  test("editors at the same moment get numbers without gaps, and nothing is lost", async () => {
    const { id } = await create(editor().shared.encode());
    const { state } = await readState(LOCAL_ACTOR, store.context, id);
    const numbers = await Promise.all(
      Array.from({ length: 24 }, async (_, index) => {
        const person = editor(state);
        person.shared.write({ ...person.shared.design, components: [...person.shared.design.components, { id: `c${index}`, kind: "service", name: `C ${index}` }] }, "test");
        return (await append(id, `parallel-${index}`, Y.encodeStateAsUpdate(person.shared.document, Y.encodeStateVectorFromUpdate(state)))).seq;
      }),
    );
    expect(numbers.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 24 }, (_, index) => index + 2));
    expect((await stored(id)).design.components.map((component) => component.id).toSorted()).toEqual(
      ["order", "payment", ...Array.from({ length: 24 }, (_, index) => `c${index}`)].toSorted(),
    );
  });

  test("another process that appended meanwhile is heeded", async () => {
    const person = editor();
    const { id } = await create(person.shared.encode());
    const another = await openStore(store.address, store.context.log);
    const other = another.context;
    await append(id, "first-process", person.rename("One"));
    await appendUpdate(LOCAL_ACTOR, { designId: id, updateId: "second-process", bytes: person.rename("Two") }, other);
    await appendTitle(LOCAL_ACTOR, id, "Renamed", other);
    await append(id, "first-again", person.rename("Three"));
    const { design } = await stored(id);
    expect(design.components[0]?.name).toBe("Three");
    expect((await readDesignMeta(LOCAL_ACTOR, store.context, id)).title).toBe("Renamed");
    await another.close();
  });

  test("something else under a known id is answered and never stored, not in the snapshot either", async () => {
    const person = editor();
    const { id } = await create(person.shared.encode());
    await append(id, "before-all", person.rename("Before"));
    const first = await append(id, "known-id-1", person.rename("First"));
    expect(await append(id, "known-id-1", person.rename("Second"))).toEqual(first);
    await append(id, "after-all-", editor(person.shared.encode()).rename("After"));
    await compact(store.context, id, store.context.door.stateOf(id));
    const { seq, design } = await stored(id);
    expect(seq).toBe(first.seq + 1);
    expect(design.components[0]?.name).not.toBe("Second");
  });

  test("what comes by a link that has ended is in no copy either", async () => {
    const person = editor();
    const { id } = await create(person.shared.encode());
    const { door } = store.context;
    await append(id, "before-all", person.rename("Before"));
    await expect(door.append(id, { actor: "link:ended", linkId: "ended", updateId: "by-the-link", change: person.rename("By the link") })).rejects.toMatchObject({
      code: "forbidden",
    });
    expect(editor(door.stateOf(id)?.state).shared.design.components[0]?.name).toBe("Before");
    await compact(store.context, id, door.stateOf(id));
    expect((await stored(id)).design.components[0]?.name).toBe("Before");
  });

  test("the same update id is stored once", async () => {
    const person = editor();
    const { id } = await create(person.shared.encode());
    const update = person.rename("Twice");
    const [first, second] = await Promise.all([append(id, "same-update", update), append(id, "same-update", update)]);
    expect(second).toEqual(first);
    expect(await append(id, "same-update", update)).toEqual(first);
    expect((await readDesignMeta(LOCAL_ACTOR, store.context, id)).headSeq).toBe(2);
  });

  test.each([
    ["random bytes", Buffer.from("not a change at all")],
    ["nothing", Buffer.alloc(0)],
    ["a change cut short", Buffer.from(editor().shared.encode().subarray(0, 40))],
  ])("%s are refused", (_, bytes) => {
    expect(() => decodeUpdate(bytes.toString("base64"))).toThrow(expect.objectContaining({ code: "invalid_input" }));
  });

  test("a change that is too large is refused", () => {
    expect(() => decodeUpdate(Buffer.alloc(5 * 1024 * 1024).toString("base64"))).toThrow(expect.objectContaining({ code: "too_large" }));
  });

  test("a change for a replaced state is a conflict and is not stored", async () => {
    const person = editor();
    const { id } = await create(person.shared.encode());
    await expect(append(id, "old-generation", person.rename("Late"), 7)).rejects.toMatchObject({ code: "conflict" });
    expect((await stored(id)).seq).toBe(1);
  });

  test("the list follows the titles inside, the last changed first, page by page", async () => {
    for (const title of ["One", "Two", "Three"]) {
      const { id } = await create(editor().shared.encode());
      await appendTitle(LOCAL_ACTOR, id, title, store.context);
    }
    const first = await listDesigns(LOCAL_ACTOR, store.context, { after: undefined, limit: 2 });
    expect(first.map(({ title }) => title)).toEqual(["Three", "Two"]);
    const last = first.at(-1);
    const [next] = await listDesigns(LOCAL_ACTOR, store.context, { after: last, limit: 1 });
    expect(next?.title).toBe("One");
  });

  test("a copy goes its own way", async () => {
    const person = editor();
    const { id } = await create(person.shared.encode());
    const copy = await store.context.database.$transaction((transaction) => duplicateDesign(LOCAL_ACTOR, transaction, id));
    expect(copy.title).toBe("Copy of Shop");
    await append(id, "only-original", person.rename("Original"));
    expect((await stored(copy.id)).design.components[0]?.name).toBe("order");
  });

  test("a deleted design is gone until it is restored", async () => {
    const person = editor();
    const { id } = await create(person.shared.encode());
    await deleteDesign(LOCAL_ACTOR, store.context, id);
    await expect(readDesignMeta(LOCAL_ACTOR, store.context, id)).rejects.toMatchObject({ code: "not_found" });
    const late = person.rename("Late");
    await expect(append(id, "too-late-now", late)).rejects.toMatchObject({ code: "not_found" });
    await expect(deleteDesign(LOCAL_ACTOR, store.context, id)).rejects.toMatchObject({ code: "not_found" });
    expect((await restoreDesign(LOCAL_ACTOR, store.context, id)).id).toBe(id);
    await append(id, "now-it-works", late);
    expect((await stored(id)).design.components[0]?.name).toBe("Late");
  });
});
