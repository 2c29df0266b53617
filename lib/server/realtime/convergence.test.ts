import { afterAll, beforeAll, describe, expect, test } from "vitest";
import * as Y from "yjs";
import { designSchema } from "#lib/model/design.ts";
import { removeElements, updateComponent, updateDesign } from "#lib/model/edit.ts";
import { hasOwnPart, withOwnPart } from "#lib/model/own-id.ts";
import { sketch } from "#lib/model/sketch.ts";
import { LOCAL_ACTOR } from "#lib/server/actor.ts";
import { createDesign, readState } from "#lib/server/designs/designs.ts";
import { type OpenTestDatabase, testDatabases } from "#lib/server/testing/databases.ts";
import { type LiveServer, type RawClient, startLiveServer } from "#lib/server/testing/live-server.ts";
import { SharedDesign } from "#lib/sync/shared-design.ts";

/* Several people on two processes draw, are cut off, come back, send things twice and in another order. In the end all hold the same bytes. */

const SEEDS = Number(process.env["LINTEL_CONVERGENCE_SEEDS"] ?? 20);
const STEPS = Number(process.env["LINTEL_CONVERGENCE_STEPS"] ?? 60);
const PEOPLE = 3;

/** Mulberry32: the same numbers for the same seed on every machine. */
function dice(seed: number): (sides: number) => number {
  let state = seed;
  return (sides) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % sides;
  };
}

/** The same content in the same bytes, however it was put together. */
function bytesOf(state: Uint8Array): Uint8Array {
  const document = new Y.Doc();
  Y.applyUpdate(document, state);
  return Y.encodeStateAsUpdate(document);
}

class Somebody {
  readonly shared = new SharedDesign();
  readonly #undo = new Y.UndoManager(this.shared.root, { trackedOrigins: new Set(["me"]), captureTimeout: 0 });
  readonly #designId: string;
  readonly #roll: (sides: number) => number;
  /** What is not acknowledged yet. */
  readonly #unsent = new Map<string, Uint8Array>();
  readonly #name: string;
  #client: RawClient | undefined;
  #seq = 0;
  #edits = 0;

  constructor(name: string, designId: string, roll: (sides: number) => number) {
    this.#name = name;
    this.#designId = designId;
    this.#roll = roll;
    this.shared.document.on("update", (update: Uint8Array, origin: unknown) => {
      if (origin !== "server") this.#unsent.set(`${name}-${String((this.#edits += 1)).padStart(6, "0")}`, update);
    });
  }

  get isConnected(): boolean {
    return this.#client !== undefined && this.#client.closed === undefined;
  }

  async connect(server: LiveServer): Promise<void> {
    if (this.isConnected) return;
    const client = await server.join(this.#designId, { since: this.#seq });
    client.onUpdate = (update) => this.shared.apply(Uint8Array.from(update), "server");
    for (const update of client.updates) this.shared.apply(update, "server");
    this.#client = client;
    // What was on its way when the connection was cut is sent again, in any order and some of it twice.
    const again = [...this.#unsent].toSorted(() => this.#roll(3) - 1);
    for (const [id, update] of again) for (let times = 1 + this.#roll(2); times > 0; times -= 1) client.change(id, update);
  }
  cut(): void {
    if (this.#client === undefined) return;
    this.#forgetStored();
    this.#seq = this.#client.seq;
    this.#client.onUpdate = () => undefined;
    this.#client.end();
    this.#client = undefined;
  }
  send(): void {
    const last = [...this.#unsent].at(-1);
    if (this.isConnected && last !== undefined) this.#client?.change(...last);
  }
  edit(): void {
    const roll = this.#roll;
    const { design } = this.shared;
    const id = `c${roll(12)}`;
    const [from, to] = [design.components[roll(Math.max(1, design.components.length))], design.components[roll(Math.max(1, design.components.length))]];
    switch (roll(9)) {
      case 0:
      case 1:
        if (!design.components.some((component) => component.id === id))
          this.shared.write({ ...design, components: [...design.components, { id, kind: "service", name: `${this.#name} ${roll(100)}` }] }, "me");
        return;
      case 2:
        return this.shared.write(removeElements(design, [id]), "me");
      case 3:
        return this.shared.write(updateComponent(design, id, { name: `${this.#name} ${roll(1000)}`, instances: { min: 1 + roll(5) } }), "me");
      case 4:
        if (from && to && from.id !== to.id && !design.connections.some((connection) => connection.id === `${from.id}-${to.id}`))
          this.shared.write(
            { ...design, connections: [...design.connections, { id: `${from.id}-${to.id}`, kind: "call", from: from.id, to: to.id, timeoutMs: 1 + roll(5_000) }] },
            "me",
          );
        return;
      case 5:
        return this.shared.write(updateDesign(design, { title: `Shop ${roll(100)}` }), "me");
      case 6:
        // The same name as everybody's; nobody ever removes it.
        this.shared.write({ ...design, components: [...design.components, { id: withOwnPart("orders", roll), kind: "service", name: this.#name }] }, "me");
        return;
      case 7:
        return this.shared.write({ ...design, layout: { ...design.layout, components: { ...design.layout?.components, [id]: { x: roll(2000), y: roll(2000) } } } }, "me");
      default:
        this.#undo.undo();
    }
  }
  /** Ids of what this person added under the name that everybody uses, and did not take back. */
  get own(): readonly string[] {
    return this.shared.design.components.flatMap(({ id, name }) => (hasOwnPart(id) && name === this.#name ? [id] : []));
  }
  /** Waits until everything is acknowledged and everything up to a number has arrived. */
  async settle(server: LiveServer): Promise<void> {
    await this.connect(server);
    for (const [id, update] of this.#unsent) this.#client?.change(id, update);
    await this.#client?.until("every acknowledgement", () => {
      this.#forgetStored();
      return this.#unsent.size === 0;
    });
  }
  async arrived(seq: number): Promise<void> {
    await this.#client?.until("everything", () => (this.#client?.seq ?? 0) >= seq);
  }

  #forgetStored(): void {
    for (const id of this.#client?.stored.keys() ?? []) this.#unsent.delete(id);
  }
}

describe.each((await testDatabases()).slice(-1))("people who draw at once on $name", (database) => {
  let opened: OpenTestDatabase;
  const servers: LiveServer[] = [];
  beforeAll(async () => {
    opened = await database.open();
    servers.push(await startLiveServer(opened.address), await startLiveServer(opened.address));
  });
  afterAll(async () => {
    for (const server of servers) await server.close();
    await opened.close();
  });

  test.each(Array.from({ length: SEEDS }, (_, index) => 1 + index))("end with the same design, seed %i", async (seed) => {
    const roll = dice(seed);
    const [first] = servers;
    if (first === undefined) throw new Error("There is no server.");
    const server = () => servers[roll(servers.length)] ?? first;
    const start = new SharedDesign();
    start.write(sketch("Shop").service("order").service("payment").call("order", "payment").design, "test");
    const { id } = await first.store.context.database.$transaction((transaction) => createDesign(LOCAL_ACTOR, transaction, start.encode()));
    const people = Array.from({ length: PEOPLE }, (_, index) => new Somebody(`p${index}`, id, roll));
    for (const person of people) await person.connect(server());
    for (let step = 0; step < STEPS; step += 1) {
      const person = people[roll(people.length)];
      if (person === undefined) continue;
      const what = roll(20);
      if (what === 0) person.cut();
      else if (what === 1) await person.connect(server());
      else {
        person.edit();
        if (roll(10) > 0) person.send();
      }
      if (roll(6) === 0) await new Promise(setImmediate);
    }
    const own = people.flatMap((person) => person.own);
    for (const person of people) await person.settle(server());
    const { state, seq } = await readState(LOCAL_ACTOR, first.store.context, id);
    const expected = bytesOf(state);
    for (const person of people) {
      await person.arrived(seq);
      expect(Buffer.from(bytesOf(person.shared.encode())).equals(Buffer.from(expected))).toBe(true);
      const { design } = person.shared;
      expect(designSchema.safeParse(design).error).toBeUndefined();
      const ids = design.components.map((component) => component.id);
      expect(new Set(ids).size).toBe(ids.length);
      expect(ids.filter(hasOwnPart).toSorted()).toEqual(own.toSorted());
      for (const { from, to } of design.connections) expect(ids).toEqual(expect.arrayContaining([from, to]));
      expect(design).toEqual(people[0]?.shared.design);
      person.cut();
    }
  });
});
