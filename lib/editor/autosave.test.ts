import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import * as Y from "yjs";
import { sketch } from "#lib/model/sketch.ts";
import { SharedDesign } from "#lib/sync/shared-design.ts";
import { Autosave, RefusedError, type RemoteDesign } from "./autosave.ts";

class FakeServer implements RemoteDesign {
  readonly document = new Y.Doc();
  readonly ids: string[] = [];
  down = false;
  gone = false;
  loseAnswer = false;

  async load(): Promise<Uint8Array> {
    this.#check();
    return Y.encodeStateAsUpdate(this.document);
  }
  async append(updateId: string, update: Uint8Array): Promise<void> {
    this.#check();
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

const setUp = () => {
  const server = new FakeServer();
  const shared = new SharedDesign();
  const autosave = new Autosave(shared.document, server);
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
});
