import { Server } from "@hocuspocus/server";
import { sketch } from "#lib/model/sketch.ts";
import { LOCAL_ACTOR } from "#lib/server/actor.ts";
import { createDesign } from "#lib/server/designs/designs.ts";
import { issueTicket } from "#lib/server/realtime/tickets.ts";
import { startLiveServer } from "#lib/server/testing/live-server.ts";
import { designUpdate } from "#lib/sync/shared-design.ts";
import type { Place } from "./person.ts";

/*
 * One of the two servers that are compared, in a process of its own: `node server.ts hocuspocus` or `node server.ts lintel ADDRESS`. Answers over
 * the channel to its parent: for the name of a design the place to go to, for "cpu" the milliseconds of processor time it took so far.
 */
const [kind = "", address = "{}"] = process.argv.slice(2);

async function hocuspocus(): Promise<(design: string) => Promise<Place>> {
  const server = new Server({ port: 0, quiet: true });
  await server.listen();
  return async (design) => ({ url: server.webSocketURL, design });
}

async function lintel(): Promise<(design: string) => Promise<Place>> {
  // Written by the parent.
  const server = await startLiveServer(JSON.parse(address) as Parameters<typeof startLiveServer>[0]);
  const { database } = server.store.context;
  const designs = new Map<string, Promise<string>>();
  return async (design) => {
    const made = designs.get(design) ?? database.$transaction((transaction) => createDesign(LOCAL_ACTOR, transaction, designUpdate(sketch(design).design))).then(({ id }) => id);
    designs.set(design, made);
    const id = await made;
    return { url: server.url, design: id, ticket: await issueTicket(LOCAL_ACTOR, database, id) };
  };
}

const placeFor = await (kind === "hocuspocus" ? hocuspocus() : lintel());
process.on("message", (asked: string) => {
  const { user, system } = process.cpuUsage();
  if (asked === "cpu") process.send?.((user + system) / 1_000);
  else void placeFor(asked).then((place) => process.send?.(place));
});
process.on("disconnect", () => process.exit(0));
process.send?.("ready");
