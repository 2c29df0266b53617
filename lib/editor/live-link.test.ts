import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { CLOSE, decodeChange, encodeChanges, type ServerMessage } from "#lib/sync/realtime-protocol.ts";
import { RefusedError } from "./autosave.ts";
import { LinkLostError, LiveLink } from "./live-link.ts";
import { nameOf, Presence } from "./presence.ts";

/** The other end of a connection. */
class FakeSocket extends EventTarget {
  binaryType: BinaryType = "blob";
  readonly sent: (string | Uint8Array)[] = [];
  closed = false;
  send(data: unknown): void {
    this.sent.push(data as string | Uint8Array);
  }
  close(): void {
    this.closed = true;
  }
  open(): void {
    this.dispatchEvent(new Event("open"));
  }
  say(message: ServerMessage | Uint8Array<ArrayBuffer>): void {
    this.dispatchEvent(new MessageEvent("message", { data: message instanceof Uint8Array ? message.buffer : JSON.stringify(message) }));
  }
  end(code: number): void {
    this.dispatchEvent(Object.assign(new Event("close"), { code }));
  }
  get said(): readonly unknown[] {
    return this.sent.flatMap((frame): unknown[] => (typeof frame === "string" ? [JSON.parse(frame)] : []));
  }
}

const WELCOME: ServerMessage = {
  type: "welcome",
  generation: 1,
  seq: 4,
  self: { id: "me", number: 1, canEdit: true },
  people: [{ id: "ada", number: 2, canEdit: true, showing: { name: "Ada" } }],
};

const setUp = () => {
  const sockets: FakeSocket[] = [];
  const heard: string[] = [];
  const state = { ticket: (): Promise<string> => Promise.resolve("ltk_1") };
  const presence = new Presence();
  const link = new LiveLink(
    {
      ticket: () => state.ticket(),
      open: () => {
        const socket = new FakeSocket();
        sockets.push(socket);
        return socket;
      },
    },
    {
      onChanges: (updates) => heard.push(`changes ${updates.length}`),
      onLost: (reason) => heard.push(`lost: ${reason}`),
      onLive: () => heard.push("live"),
      onBlocked: () => heard.push("blocked"),
      onRules: ({ preset }) => heard.push(`rules ${preset}`),
      onComments: () => heard.push("comments"),
      onReplaced: () => heard.push("replaced"),
      onEnded: (reason) => heard.push(`ended: ${reason}`),
    },
    presence,
  );
  presence.sendWith((showing) => link.show(showing));
  const live = async (): Promise<FakeSocket> => {
    link.start({ generation: 1, seq: 3 });
    await vi.advanceTimersByTimeAsync(0);
    const [socket] = sockets;
    if (socket === undefined) throw new Error("Nothing was opened.");
    socket.open();
    socket.say(WELCOME);
    return socket;
  };
  return { link, presence, sockets, heard, state, live };
};

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe("a live connection", () => {
  test("says hello with its ticket and its place, and knows who is there", async () => {
    const { live, heard, presence } = setUp();
    const socket = await live();
    expect(socket.said[0]).toMatchObject({ type: "hello", ticket: "ltk_1", generation: 1, since: 3 });
    socket.say({ type: "rules", rules: { preset: "tight" } });
    expect(heard).toEqual(["live", "rules tight"]);
    expect(presence.state.getState().others.map(nameOf)).toEqual(["Ada"]);
  });

  test("a change counts as stored only when the server says so", async () => {
    const { link, live } = setUp();
    const socket = await live();
    let stored = false;
    void link.store("change-01", Uint8Array.of(1, 2)).then(() => (stored = true));
    await vi.advanceTimersByTimeAsync(1_000);
    expect(stored).toBe(false);
    expect(socket.sent.flatMap((frame) => (typeof frame === "string" ? [] : [decodeChange(frame)?.id]))).toEqual(["change-01"]);
    socket.say({ type: "stored", changes: [["change-01", 5]] });
    await vi.advanceTimersByTimeAsync(0);
    expect(stored).toBe(true);
  });

  test("a refused change fails for good; one whose answer never came fails as lost and the connection is made anew", async () => {
    const { link, live, sockets } = setUp();
    const socket = await live();
    const refused = link.store("change-01", Uint8Array.of(1)).catch((error: unknown) => error);
    socket.say({ type: "refused", id: "change-01", message: "No." });
    expect(await refused).toBeInstanceOf(RefusedError);
    const lost = link.store("change-02", Uint8Array.of(1)).catch((error: unknown) => error);
    await vi.advanceTimersByTimeAsync(10_000);
    expect(await lost).toBeInstanceOf(LinkLostError);
    expect(socket.closed).toBe(true);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(sockets).toHaveLength(2);
  });

  test("comes back after a break from the last number it saw, with a new ticket", async () => {
    const { live, heard, sockets, state } = setUp();
    const socket = await live();
    socket.say(encodeChanges(9, [Uint8Array.of(1), Uint8Array.of(2)]));
    state.ticket = () => Promise.resolve("ltk_2");
    socket.end(CLOSE.later);
    await vi.advanceTimersByTimeAsync(300);
    const next = sockets[1];
    next?.open();
    expect(next?.said[0]).toMatchObject({ ticket: "ltk_2", since: 9 });
    next?.say(WELCOME);
    expect(heard).toEqual(["live", "changes 2", "live"]);
  });

  test("a server that is away is said to be, and tried again until it answers", async () => {
    const { live, heard, state, sockets } = setUp();
    const socket = await live();
    state.ticket = () => Promise.reject(new Error("The database does not answer."));
    socket.end(1006);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(heard.at(-1)).toBe("lost: The database does not answer.");
    state.ticket = () => Promise.resolve("ltk_3");
    await vi.advanceTimersByTimeAsync(5_000);
    expect(sockets).toHaveLength(2);
  });

  test("where tickets come and connections do not, changes are asked for", async () => {
    const { link, heard, presence, sockets } = setUp();
    link.start({ generation: 1, seq: 3 });
    for (let attempt = 0; attempt < 2; attempt += 1) {
      await vi.advanceTimersByTimeAsync(600);
      sockets.at(-1)?.end(1006);
    }
    expect(heard).toEqual(["blocked"]);
    expect(presence.state.getState().liveness).toBe("asking");
  });

  test.each([
    [CLOSE.replaced, "replaced"],
    [CLOSE.violation, "ended: The server was renewed, and this page is older than it. Reload the page."],
  ])("an end with %i is final", async (code, expected) => {
    const { live, heard, sockets } = setUp();
    (await live()).end(code);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(heard.at(-1)).toBe(expected);
    expect(sockets).toHaveLength(1);
  });

  test("a right that has ended is told by the next ticket", async () => {
    const { live, heard, state } = setUp();
    const socket = await live();
    state.ticket = () => Promise.reject(new RefusedError("There is nothing here."));
    socket.end(CLOSE.revoked);
    await vi.advanceTimersByTimeAsync(5_000);
    expect(heard.at(-1)).toBe("ended: There is nothing here.");
  });

  test("a connection on which nothing is heard any more is given up", async () => {
    const { live, sockets } = setUp();
    const socket = await live();
    await vi.advanceTimersByTimeAsync(26_000);
    expect(socket.closed).toBe(true);
    expect(sockets.length).toBeGreaterThan(1);
  });

  test("people show themselves a few times a second at most; whoever may only look shows nothing", async () => {
    const { live, presence } = setUp();
    const socket = await live();
    for (let x = 0; x < 100; x += 1) presence.point({ x, y: 0 });
    await vi.advanceTimersByTimeAsync(100);
    const shown = () => socket.said.filter((message) => (message as ServerMessage | { readonly type: string }).type === "presence");
    expect(shown()).toEqual([{ type: "presence", showing: { name: "Guest 1", cursor: { x: 99, y: 0 } } }]);
    presence.rename("Grace");
    // A pointer that rests is no longer shown.
    await vi.advanceTimersByTimeAsync(10_000);
    expect(shown().at(-1)).toEqual({ type: "presence", showing: { name: "Grace" } });
    const count = shown().length;
    socket.say({ ...WELCOME, self: { id: "me", number: 1, canEdit: false } });
    presence.point({ x: 5, y: 5 });
    await vi.advanceTimersByTimeAsync(1_000);
    expect(shown()).toHaveLength(count);
  });
});
