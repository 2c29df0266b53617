import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startSession } from "#lib/server/accounts/sessions.ts";
import type { Role } from "#lib/server/actor.ts";
import { DEFAULT_WORKSPACE } from "#lib/server/database/instance.ts";
import { ask } from "#lib/server/testing/ask.ts";
import { testDatabases } from "#lib/server/testing/databases.ts";
import { openTestStore, type TestStore } from "#lib/server/testing/test-store.ts";

/* Several workspaces, over the API, on a real PostgreSQL. */

interface Meta {
  readonly id: string;
  readonly title: string;
}
interface Me {
  readonly workspace: Meta & { readonly isAdmin: boolean; readonly isOwner: boolean; readonly canEdit: boolean };
  readonly workspaces: readonly Meta[];
}
interface Items<Item> {
  readonly items: readonly Item[];
}
interface Failure {
  readonly error: { readonly message: string };
}

describe.each(await testDatabases())("several workspaces on $name", (database) => {
  let store: TestStore;
  beforeAll(async () => {
    store = await openTestStore(database, { accounts: { isSignUpOpen: false, publicUrl: "http://localhost", mail: undefined, oidc: undefined } });
  });
  afterAll(() => store.close());

  let people = 0;
  const somebody = async (roles: Role[], isAdmin = false) => {
    const { database: db } = store.context;
    const id = `person${(people += 1)}`;
    await db.user.create({ data: { id, email: `${id}@example.org`, name: id, memberships: { create: { workspaceId: DEFAULT_WORKSPACE, roles, isAdmin } } } });
    return { id, cookie: `ltl_session=${await startSession(db, { userId: id, workspaceId: DEFAULT_WORKSPACE, client: "" })}` };
  };
  const call = <Body = Failure>(cookie: string, method: string, path: string, body?: unknown) =>
    ask<Body>(store.context, method, path, { cookie, ...(body !== undefined && { body }) });
  const makeWorkspace = async (cookie: string, title: string) => (await call<Meta>(cookie, "POST", "/workspaces", { title })).body;
  const enter = (cookie: string, { id }: Meta) => call<Meta>(cookie, "POST", `/workspaces/${id}/enter`, {});
  const me = async (cookie: string) => (await call<Me>(cookie, "GET", "/me")).body;
  const create = async (cookie: string, title: string) => (await call<Meta>(cookie, "POST", "/designs", { title })).body;
  const titles = async (cookie: string) => (await call<Items<Meta>>(cookie, "GET", "/designs")).body.items.map(({ title }) => title);

  test("an administrator makes a workspace, goes over to it, and finds there only what was made there", async () => {
    const ada = await somebody(["PE"], true);
    await create(ada.cookie, "In the first");
    const shop = await makeWorkspace(ada.cookie, "Shop");
    expect((await me(ada.cookie)).workspace.id, "one goes on working where one is").toBe(DEFAULT_WORKSPACE);
    expect((await enter(ada.cookie, shop)).body).toEqual(shop);
    const there = await me(ada.cookie);
    expect(there.workspace).toMatchObject({ ...shop, isAdmin: true, isOwner: true, canEdit: true });
    expect(there.workspaces.map(({ title }) => title)).toEqual(["Shop", "Workspace"]);
    expect(await titles(ada.cookie)).toEqual([]);
    await create(ada.cookie, "In the shop");
    expect(await titles(ada.cookie)).toEqual(["In the shop"]);
    expect((await call<Items<Meta>>(ada.cookie, "GET", "/workspace/members")).body.items.map(({ id }) => id)).toEqual([ada.id]);
    expect((await call<Meta>(ada.cookie, "GET", "/me")).status).toBe(200);
  });

  test("who is not a member of a workspace cannot go there, also not after having been shut out", async () => {
    const [ada, eve] = [await somebody(["PE"], true), await somebody(["BE"])];
    const shop = await makeWorkspace(ada.cookie, "Closed shop");
    expect((await enter(eve.cookie, shop)).status).toBe(404);
    await store.context.database.membership.create({ data: { workspaceId: shop.id, userId: eve.id, roles: ["viewer"] } });
    expect((await enter(eve.cookie, shop)).status).toBe(200);
    expect((await me(eve.cookie)).workspace).toMatchObject({ id: shop.id, canEdit: false });
    await enter(ada.cookie, shop);
    expect((await call(ada.cookie, "POST", `/workspace/members/${eve.id}/deactivate`, {})).status).toBe(200);
    expect((await call(eve.cookie, "GET", "/designs")).status).toBe(401);
    const back = `ltl_session=${await startSession(store.context.database, { userId: eve.id, workspaceId: DEFAULT_WORKSPACE, client: "" })}`;
    expect((await enter(back, shop)).status).toBe(404);
    expect((await me(back)).workspaces.map(({ id }) => id)).toEqual([DEFAULT_WORKSPACE]);
  });

  test("with a design a person has the rights of its workspace, wherever they work at the moment", async () => {
    const [ada, grace] = [await somebody(["PE"], true), await somebody(["BE"])];
    const shop = await makeWorkspace(ada.cookie, "Rights");
    await store.context.database.membership.create({ data: { workspaceId: shop.id, userId: grace.id, roles: ["viewer"] } });
    const here = await create(ada.cookie, "In the first");
    await enter(ada.cookie, shop);
    const there = await create(ada.cookie, "There");
    const rename = (cookie: string, { id }: Meta) => call(cookie, "PATCH", `/designs/${id}`, { title: "Renamed" });
    expect([(await rename(grace.cookie, here)).status, (await rename(grace.cookie, there)).status]).toEqual([200, 403]);
    expect((await call(grace.cookie, "GET", `/designs/${there.id}/state`)).status).toBe(200);
    await enter(grace.cookie, shop);
    expect([(await rename(grace.cookie, here)).status, (await rename(grace.cookie, there)).status]).toEqual([200, 403]);
    const copy = (await call<Meta>(grace.cookie, "POST", `/designs/${here.id}/duplicate`, {})).body;
    expect(await store.context.database.designDocument.findUnique({ where: { id: copy.id }, select: { workspaceId: true } }), "a copy stays in the workspace").toEqual({
      workspaceId: DEFAULT_WORKSPACE,
    });
  });

  test("an empty workspace is deleted by its owner; whoever worked there goes on elsewhere", async () => {
    const [ada, grace] = [await somebody(["PE"], true), await somebody(["BE"])];
    const { database: db } = store.context;
    expect((await call(ada.cookie, "DELETE", "/workspace")).status, "not the owner").toBe(403);
    const shop = await makeWorkspace(ada.cookie, "Passing");
    await db.membership.create({ data: { workspaceId: shop.id, userId: grace.id, roles: ["BE"] } });
    for (const { cookie } of [ada, grace]) await enter(cookie, shop);
    const design = await create(grace.cookie, "Left over");
    expect((await call(ada.cookie, "DELETE", "/workspace")).body.error.message).toContain("a design in this workspace");
    await call(grace.cookie, "DELETE", `/designs/${design.id}`);
    expect((await call(ada.cookie, "DELETE", "/workspace")).status).toBe(200);
    expect([(await me(ada.cookie)).workspace.id, (await me(grace.cookie)).workspace.id]).toEqual([DEFAULT_WORKSPACE, DEFAULT_WORKSPACE]);
    expect(await db.designDocument.count({ where: { id: design.id } })).toBe(0);
    expect((await db.auditEvent.findMany({ where: { workspaceId: shop.id }, orderBy: { seq: "asc" } })).map(({ action }) => action)).toEqual([
      "workspaces.create",
      "workspaces.enter",
      "workspaces.enter",
      "workspace.delete",
    ]);
    await db.workspace.update({ where: { id: DEFAULT_WORKSPACE }, data: { ownerId: ada.id } });
    expect((await call(ada.cookie, "DELETE", "/workspace")).body.error.message).toContain("The first workspace");
  });

  test("a change of roles is felt at once, also by what is open", async () => {
    const [ada, grace] = [await somebody(["PE"], true), await somebody(["BE"])];
    const design = await create(ada.cookie, "Live");
    const ticket = () => call<{ ticket: string }>(grace.cookie, "POST", `/designs/${design.id}/realtime-tickets`, {});
    await ticket();
    expect((await call(ada.cookie, "PATCH", `/workspace/members/${grace.id}`, { roles: ["viewer"] })).status).toBe(200);
    expect(await store.context.database.realtimeTicket.count({ where: { designId: design.id } }), "tickets with the rights of before are gone").toBe(0);
    expect((await call(grace.cookie, "PATCH", `/designs/${design.id}`, { title: "Mine" })).status).toBe(403);
  });
});
