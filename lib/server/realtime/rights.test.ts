import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { OPERATIONS } from "#lib/server/operations/catalogue.ts";
import { callAs } from "#lib/server/testing/matrix/calls.ts";
import { readMatrix } from "#lib/server/testing/matrix/matrix-file.ts";
import { forEach, MODES, openStage, type Scene, type Stage } from "#lib/server/testing/matrix/stage.ts";
import { STATES } from "#lib/server/testing/matrix/states.ts";
import { STATE } from "#lib/server/testing/matrix/world.ts";
import { type LiveServer, RawClient } from "#lib/server/testing/live-server.ts";
import { CLOSE, encodeChange } from "#lib/sync/realtime-protocol.ts";
import { MESSAGES } from "./messages/catalogue.ts";

/*
 * Who may say what on a live connection stands in policy.matrix.csv as well: `allow`, or the number with which the connection ends. Nothing
 * that is refused is stored or told to anybody.
 */
vi.mock("../accounts/password-cost.ts", () => ({ PASSWORD_COST: { cost: 2 ** 8, blockSize: 8, parallel: 1 } }));

const ROWS = readMatrix().rows.filter(({ operation }) => MESSAGES.some(({ id }) => id === operation));
const cell = (operation: string, name: string) => ROWS.find((row) => row.operation === operation && row.state === "live")?.cells.get(name);
const operationNamed = (id: string) => OPERATIONS.find((operation) => operation.id === id)!;

/** A live connection of somebody. */
interface Voice {
  readonly name: string;
  readonly client: RawClient;
}

let said = 0;
const nextId = () => `said-${String((said += 1)).padStart(6, "0")}`;

/** A ticket as the server gives it to a caller, or one that nobody gave. */
async function ticketFor(stage: Stage, { bearer, world }: Scene): Promise<string> {
  const { status, body } = await callAs(stage.context, operationNamed("realtime.ticket"), bearer, world.ids, {});
  return status === 200 ? (body as { readonly ticket: string }).ticket : "ltk_guess";
}

async function enter(server: LiveServer, name: string, ticket: string): Promise<Voice> {
  const client = await RawClient.open(server.url);
  // Each world is numbered by itself; whoever has nothing is told everything.
  client.hello({ ticket });
  await client.until("an answer to the hello", () => client.welcome ?? client.closed, 15_000);
  return { name, client };
}

describe.each(Object.entries(MODES))("%s", (mode, principals) => {
  const names = Object.keys(principals);
  let stage: Stage;
  beforeAll(async () => {
    stage = await openStage(mode);
  });
  afterAll(() => stage.close());

  /** Everybody in one design, with somebody who watches from inside. */
  const gather = async (who: readonly string[]) => {
    const scenes = await stage.prepare([{ state: "live", who }]);
    const { world } = scenes[0]!;
    const tickets = await forEach(scenes, (scene) => ticketFor(stage, scene));
    const witness = await stage.server.join(world.ids.designId);
    return { scenes, world, tickets, witness };
  };
  const enterAll = (gathered: { readonly scenes: readonly Scene[]; readonly tickets: readonly string[] }) =>
    forEach([...gathered.scenes.entries()], ([index, { name }]) => enter(stage.server, name, gathered.tickets[index]!));
  /** What somebody inside heard of the others, beside that they come and go. */
  const heardBy = (witness: RawClient) => [
    ...witness.updates.map(() => "an update"),
    ...witness.said.flatMap((message) => (message.type === "person" ? (message.person.showing?.name ?? []) : [])),
  ];

  test.each(ROWS.map((row) => [row.operation, row.state, row] as const))("%s: %s", async (id, state, { cells }) => {
    const gathered = await gather(names);
    const { world, witness } = gathered;
    const isHello = id === "realtime.hello";
    if (isHello) await STATES[state]?.enter(world, stage.context);
    const voices = await enterAll(gathered);
    if (!isHello) await STATES[state]?.enter(world, stage.context);
    if (!isHello && state !== "live") for (const { client } of voices) await client.until("the end", () => client.closed, 15_000);

    const speak = async ({ name, client }: Voice) => {
      const isLet = client.closed === undefined;
      if (isLet && id === "realtime.change") {
        const updateId = nextId();
        client.change(updateId, STATE);
        await client.until("an answer", () => client.closed ?? client.stored.get(updateId), 15_000);
      }
      if (isLet && id === "realtime.presence") {
        client.text({ type: "presence", showing: { name } });
        await client.until("an answer", () => client.closed ?? (heardBy(witness).includes(name) || undefined), 15_000);
      }
      return [name, client.closed === undefined ? "allow" : String(client.closed.code)] as const;
    };
    const before = await stage.ledger.look();
    const loaded = heardBy(witness);
    const refused = await forEach(
      voices.filter(({ name }) => cells.get(name) !== "allow"),
      speak,
    );
    expect(await stage.ledger.changesSince(before), "nothing is stored").toEqual([]);
    expect(heardBy(witness), "nothing is told").toEqual(loaded);
    const allowed = await forEach(
      voices.filter(({ name }) => cells.get(name) === "allow"),
      speak,
    );
    expect(Object.fromEntries([...refused, ...allowed])).toEqual(Object.fromEntries([...cells].filter(([name]) => names.includes(name))));
    for (const { client } of [...voices, { client: witness }]) client.end();
  });

  test.each<readonly [string, (client: RawClient, foreignTicket: string) => void]>([
    ["says hello again, for another design", (client, ticket) => client.hello({ ticket })],
    ["names the design that a change is for", (client) => client.text({ type: "change", id: nextId(), update: Buffer.from(STATE).toString("base64"), designId: "another" })],
    ["sends a change as text", (client) => client.socket.send(Buffer.from(encodeChange(nextId(), STATE)).toString("latin1"))],
    ["sends text as a change", (client) => client.socket.send(Buffer.from(JSON.stringify({ type: "presence", showing: { name: "Eve" } })))],
    ["sends a frame that ends too early", (client) => client.socket.send(encodeChange(nextId(), STATE).subarray(0, 5))],
    ["sends an empty frame", (client) => client.socket.send(new Uint8Array())],
    ["sends changes as the server sends them", (client) => client.socket.send(Uint8Array.of(2, 0, 0, 0, 9, 0, 0, 0, 1, 0))],
    ["sends the second step of another protocol", (client) => client.socket.send(Uint8Array.of(0, 1, 2, 0, 0))],
    ["gives a change an id that is none", (client) => client.change("../../etc/passwd", STATE)],
    ["shows a cursor as another person", (client) => client.text({ type: "presence", id: "1", showing: { name: "Ada" } })],
    ["shows more than there is to show", (client) => client.text({ type: "presence", showing: { name: "Ada", canEdit: true } })],
    ["shows what is not a place", (client) => client.text({ type: "presence", showing: { name: "Ada", cursor: { x: { $gt: 0 }, y: 1 } } })],
    ["speaks for the server", (client) => client.text({ type: "person", person: { id: "1", number: 1, canEdit: true, showing: { name: "Ada" } } })],
    ["says what nobody understands", (client) => client.text("BroadcastStateless")],
    ["sends a prototype", (client) => client.socket.send('{"type":"presence","__proto__":{"canEdit":true},"showing":{"name":"Ada"}}')],
    ["sends 10 MB", (client) => client.socket.send(Buffer.alloc(10 * 1024 * 1024))],
  ])("whoever %s is sent away, whatever they may do: nothing is stored, nothing is told, the attempt is in the log", async (_, forge) => {
    const gathered = await gather(names.filter((name) => cell("realtime.hello", name) === "allow"));
    const { witness, scenes } = gathered;
    const voices = await enterAll(gathered);
    const [{ ticket }] = [{ ticket: await ticketFor(stage, (await stage.prepare([{ state: "live", who: [scenes[0]!.name] }]))[0]!) }];
    const before = await stage.ledger.look();
    const loaded = heardBy(witness);
    const logged = stage.server.logged.length;
    for (const { client } of voices) forge(client, ticket);
    for (const { name, client } of voices) expect([CLOSE.violation, 1009], name).toContain((await client.until("the end", () => client.closed, 15_000)).code);
    expect(await stage.ledger.changesSince(before)).toEqual([]);
    expect(heardBy(witness)).toEqual(loaded);
    expect(stage.server.logged.slice(logged).filter((line) => /did what it may not|a live connection broke/u.test(line))).toHaveLength(voices.length);
    witness.end();
  });
});

describe("whoever loses a right while drawing", () => {
  let stage: Stage;
  let there: LiveServer;
  beforeAll(async () => {
    stage = await openStage("with accounts");
    there = await stage.startAnother();
  });
  afterAll(async () => {
    await there.close();
    await stage.close();
  });

  const database = () => stage.context.database;
  /** What an administrator, or the person, does about it; the number with which the connection ends, and what a next call is answered. */
  test.each<
    readonly [string, string, number, number, (drawing: { readonly self: Scene; readonly admin: Scene; readonly userId: string; readonly linkId: string }) => Promise<unknown>]
  >([
    ["is shut out", "BE", CLOSE.later, 404, ({ admin, userId }) => callAs(stage.context, operationNamed("members.deactivate"), admin.bearer, { userId }, {})],
    ["becomes a viewer", "BE", CLOSE.later, 403, ({ admin, userId }) => callAs(stage.context, operationNamed("members.change"), admin.bearer, { userId }, { roles: ["viewer"] })],
    [
      "is no administrator any more",
      "admin",
      CLOSE.later,
      404,
      ({ admin, userId }) => callAs(stage.context, operationNamed("members.change"), admin.bearer, { userId }, { isAdmin: false }),
    ],
    ["signs out", "BE", CLOSE.later, 404, ({ self }) => callAs(stage.context, operationNamed("account.signOut"), self.bearer, {}, {})],
    [
      "comes by a link that is revoked",
      "edit link",
      CLOSE.revoked,
      404,
      ({ admin, linkId }) => callAs(stage.context, operationNamed("shares.revoke"), admin.bearer, { ...admin.world.ids, shareId: linkId }, {}),
    ],
    ["has the design deleted", "edit link", CLOSE.gone, 404, ({ admin }) => callAs(stage.context, operationNamed("designs.delete"), admin.bearer, admin.world.ids, {})],
  ])("and %s is away within two seconds from every process, and stores nothing from the moment it is done", async (_, who, code, status, end) => {
    const [self, admin] = (await stage.prepare([{ state: "live", who: [who, "owner"] }])) as [Scene, Scene];
    const { designId } = self.world.ids;
    const [tickets, spare] = [await Promise.all([ticketFor(stage, self), ticketFor(stage, self)]), await ticketFor(stage, self)];
    const { userId, linkId } = await database().realtimeTicket.findFirstOrThrow({ where: { designId } });
    const drawn = await Promise.all([enter(stage.server, "here", tickets[0]), enter(there, "there", tickets[1])]);
    // Draws without waiting for anything, until the connection is gone.
    const drawing = drawn.map(async ({ client }) => {
      while (client.closed === undefined) {
        client.change(nextId(), STATE);
        await sleep(3);
      }
    });
    for (const { client } of drawn) await client.until("the first change", () => client.stored.size > 0, 15_000);
    const answer = await end({ self, admin, userId: userId ?? "", linkId: linkId ?? "" });
    expect(answer).toMatchObject({ status: 200 });
    const { headSeq } = await database().designDocument.findUniqueOrThrow({ where: { id: designId } });
    for (const { client } of drawn) expect((await client.until("the end", () => client.closed, 2_000)).code).toBe(code);
    await Promise.all(drawing);
    const late = await callAs(stage.context, operationNamed("designs.append"), self.bearer, self.world.ids, { updateId: nextId(), update: Buffer.from(STATE).toString("base64") });
    expect(late.status).toBe(status);
    const again = await enter(there, "again", spare);
    expect(again.client.closed?.code, "a ticket from before").toBe(CLOSE.ticket);
    expect((await database().designDocument.findUniqueOrThrow({ where: { id: designId } })).headSeq, "nothing came after it was done").toBe(headSeq);
  });

  test("a session that ends by itself ends its connections", async () => {
    const [self] = await stage.prepare([{ state: "live", who: ["BE"] }]);
    const id = new RegExp("ltl_([0-9a-z]{12})_", "u").exec(self!.bearer.cookie ?? "")?.[1] ?? "";
    await database().$executeRaw`UPDATE "Session" SET "expiresAt" = now() + interval '1 second' WHERE "id" = ${id}`;
    const { client } = await enter(there, "BE", await ticketFor(stage, self!));
    expect(client.closed).toBeUndefined();
    expect((await client.until("the end", () => client.closed, 2_500)).code).toBe(CLOSE.later);
  });
});
