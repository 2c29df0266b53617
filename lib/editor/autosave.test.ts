import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import * as Y from "yjs";
import { sketch } from "#lib/model/sketch.ts";
import { SharedDesign } from "#lib/sync/shared-design.ts";
import { Autosave, type AutosaveOptions, RefusedError, type RemoteDesign, ReplacedError } from "./autosave.ts";

class FakeServer implements RemoteDesign {
  readonly document = new Y.Doc();
  readonly ids: string[] = [];
  down = false;
  gone = false;
  loseAnswer = false;

  generation = 1;

  async load() {
    this.#check();
    return { generation: this.generation, seq: this.ids.length, state: Y.encodeStateAsUpdate(this.document) };
  }
  async append(updateId: string, update: Uint8Array, generation: number): Promise<void> {
    this.#check();
    if (generation !== this.generation) throw new ReplacedError("Replaced.");
    this.ids.push(updateId);
    Y.applyUpdate(this.document, update);
    if (this.loseAnswer) {
      this.loseAnswer = false;
      throw new Error("connection reset");
    }
  }
  #check(): void {
    if (this.gone) throw new RefusedError("This design was deleted.");
    if (this.down) throw new Error("The server cannot be reached.");
  }
}

const setUp = (options: AutosaveOptions = {}) => {
  const server = new FakeServer();
  const shared = new SharedDesign();
  const autosave = new Autosave(shared.document, server, options);
  const stored = () => new SharedDesign(server.document).design.components.map(({ id }) => id);
  return { server, shared, autosave, stored, edit: (...ids: string[]) => shared.write(ids.reduce((s, id) => s.service(id), sketch()).design, "me") };
};

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe("autosave", () => {
  test("says saved only after the server has it", async () => {
    const { autosave, edit, stored } = setUp();
    await autosave.start();
    expect(autosave.state.getState().kind).toBe("saved");
    edit("order");
    expect(autosave.state.getState().kind).toBe("saving");
    expect(autosave.hasUnsaved).toBe(true);
    await vi.advanceTimersByTimeAsync(300);
    expect(autosave.state.getState().kind).toBe("saved");
    expect(stored()).toEqual(["order"]);
  });

  test("sends at the start what only the browser has", async () => {
    const { autosave, edit, stored } = setUp();
    edit("order");
    await autosave.start();
    expect(stored()).toEqual(["order"]);
  });

  test("keeps work while the server is down and sends it when it is back", async () => {
    const { server, autosave, edit, stored } = setUp();
    await autosave.start();
    server.down = true;
    edit("order");
    await vi.advanceTimersByTimeAsync(300);
    expect(autosave.state.getState().kind).toBe("offline");
    edit("order", "payment");
    expect(autosave.hasUnsaved).toBe(true);
    server.down = false;
    await vi.advanceTimersByTimeAsync(60_000);
    expect(autosave.state.getState().kind).toBe("saved");
    expect(stored()).toEqual(["order", "payment"]);
  });

  test("an answer that got lost is asked for again under the same id", async () => {
    const { server, autosave, edit } = setUp();
    await autosave.start();
    server.loseAnswer = true;
    edit("order");
    await vi.advanceTimersByTimeAsync(60_000);
    expect(autosave.state.getState().kind).toBe("saved");
    expect(server.ids).toHaveLength(2);
    expect(new Set(server.ids).size).toBe(1);
  });

  test("stops trying when the server refuses, and says why", async () => {
    const { server, autosave, edit } = setUp();
    await autosave.start();
    server.gone = true;
    edit("order");
    await vi.advanceTimersByTimeAsync(60_000);
    expect(autosave.state.getState()).toEqual({ kind: "refused", reason: "This design was deleted." });
    expect(autosave.hasUnsaved).toBe(true);
  });

  test("brings in what others stored", async () => {
    const { server, shared, autosave } = setUp();
    await autosave.start();
    const other = new SharedDesign(server.document);
    other.write(sketch("Theirs").service("billing").design, "other");
    await autosave.refresh();
    expect(shared.design.title).toBe("Theirs");
    expect(autosave.hasUnsaved).toBe(false);
  });

  test("changes of others that arrive by themselves are not sent back", async () => {
    let told = 0;
    const { server, shared, autosave } = setUp({ onOthers: () => (told += 1) });
    await autosave.start();
    const other = new SharedDesign(server.document);
    const updates: Uint8Array[] = [];
    server.document.on("update", (update: Uint8Array) => updates.push(update));
    other.write(sketch("Theirs").service("billing").design, "other");
    autosave.receive(updates);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(shared.design.title).toBe("Theirs");
    expect(told).toBe(1);
    expect(server.ids).toEqual([]);
    expect(autosave.state.getState().kind).toBe("saved");
  });

  test("nothing is sent at the start when only deletions that the server knows are in the document", async () => {
    const { server, shared, edit } = setUp();
    edit("order", "payment");
    edit("order");
    Y.applyUpdate(server.document, shared.encode());
    const again = new Autosave(shared.document, server);
    await again.start();
    expect(server.ids).toEqual([]);
    // A deletion that it does not know is sent.
    const offline = new SharedDesign();
    Y.applyUpdate(offline.document, shared.encode());
    offline.write(sketch().design, "me");
    const third = new Autosave(offline.document, server);
    await third.start();
    expect(server.ids).toHaveLength(1);
    expect(new SharedDesign(server.document).design.components).toEqual([]);
  });

  test("a server that is known to be away is said to be, and what waits is sent when it is found again", async () => {
    const { server, autosave, edit, stored } = setUp();
    await autosave.start();
    server.down = true;
    autosave.lost("The server cannot be reached.");
    expect(autosave.state.getState().kind).toBe("offline");
    edit("order");
    expect(autosave.hasUnsaved).toBe(true);
    server.down = false;
    autosave.found();
    await vi.advanceTimersByTimeAsync(10);
    expect(autosave.state.getState().kind).toBe("saved");
    expect(stored()).toEqual(["order"]);
  });

  test("an older state in place of the present one is never mixed with what is here, which is kept whole", async () => {
    const { server, autosave, edit } = setUp();
    await autosave.start();
    edit("order");
    server.generation = 2;
    await vi.advanceTimersByTimeAsync(300);
    const state = autosave.state.getState();
    expect(state.kind).toBe("replaced");
    const mine = new SharedDesign();
    if (state.kind === "replaced") mine.apply(state.mine, "test");
    expect(mine.design.components.map(({ id }) => id)).toEqual(["order"]);
    expect(server.ids).toEqual([]);
  });

  test("a copy of another generation is not merged when the design is opened", async () => {
    const { server, shared, autosave, edit } = setUp({ generation: 1 });
    edit("order");
    server.generation = 2;
    new SharedDesign(server.document).write(sketch("Older").service("billing").design, "other");
    await autosave.start();
    expect(autosave.state.getState().kind).toBe("replaced");
    expect(shared.design.components.map(({ id }) => id)).toEqual(["order"]);
  });

  test("what is only shown is never sent, and ends when the right does", async () => {
    const { server, autosave, edit } = setUp({ readOnly: true });
    await autosave.start();
    expect(autosave.state.getState().kind).toBe("readOnly");
    edit("order");
    await vi.advanceTimersByTimeAsync(1_000);
    expect(server.ids).toEqual([]);
    autosave.refused("The link was revoked.");
    expect(autosave.state.getState()).toEqual({ kind: "ended", reason: "The link was revoked." });
  });
});
