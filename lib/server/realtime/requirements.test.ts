import { expect, test } from "vitest";
import * as Y from "yjs";
import { updateComponent, updateDesign } from "#lib/model/edit.ts";
import type { Design } from "#lib/model/design.ts";
import { sketch } from "#lib/model/sketch.ts";
import { memberOf, startSession } from "#lib/server/accounts/sessions.ts";
import { type Actor, LOCAL_ACTOR } from "#lib/server/actor.ts";
import { DEFAULT_WORKSPACE } from "#lib/server/database/instance.ts";
import { appendUpdate } from "#lib/server/designs/append.ts";
import { createDesign, readState } from "#lib/server/designs/designs.ts";
import { testDatabases } from "#lib/server/testing/databases.ts";
import { startLiveServer } from "#lib/server/testing/live-server.ts";
import { SharedDesign } from "#lib/sync/shared-design.ts";

const shop = sketch("Shop").service("order").service("payment").call("order", "payment").design;
const rename = (name: string) => (design: Design) => updateComponent(design, "order", { name });
const want = (goal: string) => (design: Design) => updateDesign(design, { requirements: { ...design.requirements, goal } });

test.each(await testDatabases())("a product manager writes the requirements, live and by HTTP, and nothing else, on $name", async (database) => {
  const opened = await database.open();
  const server = await startLiveServer(opened.address, { accounts: { isSignUpOpen: false, publicUrl: "http://localhost", mail: undefined, oidc: undefined } });
  const { context } = server.store;
  try {
    const made = new SharedDesign();
    made.write(shop, "test");
    const { id } = await context.database.$transaction((transaction) => createDesign(LOCAL_ACTOR, transaction, made.encode()));
    const person = { workspaceId: DEFAULT_WORKSPACE, userId: "omar" };
    await context.database.user.create({
      data: { id: "omar", email: "omar@example.org", name: "Omar", memberships: { create: { workspaceId: DEFAULT_WORKSPACE, roles: ["PM"] } } },
    });
    const member = await memberOf(context.database, await startSession(context.database, { ...person, client: "" }));
    if (member === undefined) throw new Error("The session opens nothing.");
    const actor: Actor = { ...member, grants: [], designId: id };
    const stored = async () => {
      const shared = new SharedDesign();
      shared.apply((await readState(LOCAL_ACTOR, context, id)).state, "server");
      return shared;
    };
    /** The change that an edit of the design as it is stored makes. */
    const changeOf = async (edit: (design: Design) => Design): Promise<Uint8Array> => {
      const shared = await stored();
      const before = Y.encodeStateVector(shared.document);
      shared.write(edit(shared.design), "test");
      return Y.encodeStateAsUpdate(shared.document, before);
    };
    const send = async (by: Actor, updateId: string, edit: (design: Design) => Design) => appendUpdate(by, { designId: id, updateId, bytes: await changeOf(edit) }, context);

    const [manager, watcher] = [await server.join(id, { actor }), await server.join(id)];
    const seen = watcher.updates.length;
    manager.change("draws-0001", await changeOf(rename("Orders")));
    await manager.until("a refusal", () => manager.refused.includes("draws-0001"));
    await expect(send(actor, "draws-0002", rename("Orders"))).rejects.toThrow("product manager");
    expect((await stored()).design).toEqual(shop);
    expect(await manager.store("wants-0001", await changeOf(want("Sell"))), "the connection stays good for what is theirs").toBe(2);
    await watcher.until("the requirement", () => watcher.updates.length > seen);

    // Changes that come together are judged each by itself.
    const [drawn, refused] = await Promise.allSettled([send(LOCAL_ACTOR, "draws-0003", rename("Order desk")), send(actor, "draws-0004", rename("Mine"))]);
    expect([drawn.status, refused.status]).toEqual(["fulfilled", "rejected"]);
    expect((await stored()).design).toEqual(want("Sell")(rename("Order desk")(shop)));

    await context.database.membership.update({ where: { workspaceId_userId: person }, data: { roles: ["FE"] } });
    await expect(send(actor, "wants-0002", want("More")), "the right of this moment counts").rejects.toThrow("no longer");
  } finally {
    await server.close();
    await opened.close();
  }
});
