import { setTimeout as sleep } from "node:timers/promises";
import * as Y from "yjs";
import type { RawClient } from "#lib/server/testing/live-server.ts";
import { CLOSE, encodeChange } from "#lib/sync/realtime-protocol.ts";
import { byLink, setUp, WITH_ACCOUNTS } from "./accounts.ts";
import { MAP, until } from "./person.ts";
import { chance, type PromiseTrial, times, Verdict } from "./promise.ts";
import { withInstallation } from "#lib/server/testing/installation.ts";

const FUZZED = 300;
const TOO_LARGE = 1009;

/** Whoever may only look says everything that the protocol knows, and what it does not know. */
export const readOnly: PromiseTrial = {
  id: "P16",
  title: "Whoever may only look or comment can neither store nor tell anything, whatever frame is sent",
  run: (trial) =>
    withInstallation(async (installation) => {
      const server = await installation.server({ environment: { ...WITH_ACCOUNTS, LINTEL_LOG: "warn" } });
      const admin = { ...(await setUp(server)) };
      const { id } = await server.answer<{ id: string }>("POST", "/designs", { title: "Shop" }, admin);
      const { id: other } = await server.answer<{ id: string }>("POST", "/designs", { title: "Another" }, admin);
      const verdict = new Verdict();
      const update = changeOf(1);
      const person = { id: "1", number: 1, canEdit: true, showing: { name: "Ada" } };
      const said: readonly (readonly [string, (client: RawClient) => void])[] = [
        ["a change", (client) => client.change("forged-0001", update)],
        ["a change with a forged length", (client) => client.socket.send(Buffer.from([1, 255, ...update]))],
        ["a change with a name of nothing", (client) => client.socket.send(encodeChange("", update))],
        ["changes, as only the server sends them", (client) => client.socket.send(Buffer.from([2, 0, 0, 0, 9, 0, 0, 0, update.length, ...update]))],
        ["a frame of nothing", (client) => client.socket.send(Buffer.alloc(0))],
        ["10 MB", (client) => client.socket.send(Buffer.alloc(10 * 1024 * 1024))],
        ["an update of y-websocket", (client) => client.socket.send(Buffer.from([0, 2, update.length, ...update]))],
        ["Hocuspocus' BroadcastStateless", (client) => client.socket.send(Buffer.from([4, ...Buffer.from("name"), 6, 2, 104, 105]))],
        ["a hello for another design", (client) => client.hello({ ticket: "ltk_other00000000000000000000" })],
        ["presence under another name", (client) => client.text({ type: "presence", showing: { name: "Ada", cursor: { x: 1, y: 1 } } })],
        ["somebody else's appearance", (client) => client.text({ type: "person", person })],
        ["somebody else's farewell", (client) => client.text({ type: "left", id: "1" })],
        ["an acknowledgement", (client) => client.text({ type: "stored", changes: [["forged-0001", 9]] })],
        ["a welcome", (client) => client.text({ type: "welcome", generation: 9, seq: 9, self: person, people: [] })],
        ["a change as text", (client) => client.text({ type: "change", id: "forged-0001", update: Buffer.from(update).toString("base64"), designId: other })],
        ["words", (client) => client.text("BroadcastStateless")],
        ["no JSON", (client) => client.socket.send("{")],
        ["deep JSON", (client) => client.socket.send("[".repeat(100_000))],
        ["a forged prototype", (client) => client.socket.send('{"type":"presence","showing":{"name":"x"},"__proto__":{"canEdit":true}}')],
      ];
      const editor = await server.join(id, admin);
      let tried = 0;
      for (const scope of ["view", "comment"] as const) {
        const { headers } = await byLink(server, admin, id, { scope });
        const roll = chance(trial.seed);
        const fuzzed = Array.from({ length: times(FUZZED, trial) }, (_, index): (typeof said)[number] => [
          `chance ${index}`,
          (client) => client.socket.send(Buffer.from(Array.from({ length: 1 + Math.floor(roll() * 60) }, () => Math.floor(roll() * 256)))),
        ]);
        for (const [what, act] of [...said, ...fuzzed]) {
          const viewer = await server.join(id, headers);
          verdict.expect(viewer.welcome?.self.canEdit === false, `${scope}: is told that it may edit`);
          const [heard, updates] = [editor.said.filter(isTold).length, editor.updates.length];
          act(viewer);
          await until("the end", () => viewer.closed !== undefined, 5_000).catch(() => verdict.expect(false, `${scope}, ${what}: the connection stands`));
          verdict.expect(
            viewer.closed?.code === CLOSE.violation || viewer.closed?.code === TOO_LARGE || viewer.closed?.code === 1006,
            `${scope}, ${what}: closed with ${viewer.closed?.code}`,
          );
          verdict.expect(!/\.ts|SELECT|Error|\/work|node_modules/u.test(viewer.closed?.reason ?? ""), `${scope}, ${what}: "${viewer.closed?.reason}"`);
          verdict.expect(editor.said.filter(isTold).length === heard && editor.updates.length === updates, `${scope}, ${what}: somebody was told`);
          tried += 1;
        }
        const http = await Promise.all([
          server.ask("POST", `/designs/${id}/updates`, { updateId: `by-http-${scope}`, update: Buffer.from(update).toString("base64"), generation: 1 }, headers),
          server.ask("PATCH", `/designs/${id}`, { title: "Mine" }, headers),
          server.ask("DELETE", `/designs/${id}`, undefined, headers),
          server.ask("GET", `/designs/${other}/state`, undefined, headers),
        ]);
        verdict.expect(
          http.every(({ status }) => [401, 403, 404].includes(status)),
          `${scope}: HTTP answers ${http.map(({ status }) => status).join(", ")}`,
        );
      }
      await sleep(500);
      const logged = server.said.split("did what it may not").length + server.said.split("a live connection broke").length - 2;
      verdict.expect(logged >= tried * 0.9, `${logged} of ${tried} attempts are in the log`);
      const stored = await installation.stored();
      verdict.expect(stored.keys(id, MAP).size === 0 && stored.keys(other, MAP).size === 0, "something was stored");
      verdict.expect(editor.closed === undefined, "the editor was sent away");
      editor.end();
      return verdict.outcome(
        `${tried} frames (${said.length} known ones and chance, by links to look and to comment): 0 stored, 0 told, every connection ended, ${logged} in the log`,
      );
    }),
};

/** Who comes and goes is told; nothing else may be. */
const isTold = (message: { readonly type: string; readonly person?: unknown }): boolean =>
  message.type !== "beat" && message.type !== "left" && !(message.type === "person" && !hasShowing(message.person));

const hasShowing = (person: unknown): boolean => typeof person === "object" && person !== null && "showing" in person;

function changeOf(value: number): Uint8Array {
  const document = new Y.Doc();
  document.getMap(MAP).set("forged", value);
  return Y.encodeStateAsUpdate(document);
}
