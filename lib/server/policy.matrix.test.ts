import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { designUpdate } from "#lib/sync/shared-design.ts";
import { emptyDesign } from "#lib/model/design.ts";
import { hashPassword, type StoredPassword } from "./accounts/password.ts";
import { startSession } from "./accounts/sessions.ts";
import { type Role, SCOPES, type Scope } from "./actor.ts";
import type { Transaction } from "./database/database.ts";
import { DEFAULT_WORKSPACE } from "./database/instance.ts";
import { OPERATIONS } from "./operations/catalogue.ts";
import { makeSecret } from "./shares/secret.ts";
import { ask } from "./testing/ask.ts";
import { testDatabases } from "./testing/databases.ts";
import { openTestStore, type TestStore } from "./testing/test-store.ts";
import { encodeContent } from "./versions/content.ts";

/*
 * Who may do what is said by policy.matrix.csv, which people review; it is never made from the code. Each cell is tried for real:
 * `allow`, or the status that refuses. A refusal must leave every table as it was.
 */
const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const [header = "", ...lines] = readFileSync(join(ROOT, "lib/server/policy.matrix.csv"), "utf8").trim().split("\n");
const [, ...PRINCIPALS] = header.split(",");
const MATRIX = new Map(
  lines.map((line) => {
    const [operation = "", ...cells] = line.split(",");
    return [operation, new Map(PRINCIPALS.map((principal, index) => [principal, cells[index] ?? ""]))] as const;
  }),
);

test("every operation stands in the matrix, and nothing else does", () => {
  expect([...MATRIX.keys()].toSorted()).toEqual(OPERATIONS.map(({ id }) => id).toSorted());
  for (const cells of MATRIX.values()) for (const cell of cells.values()) expect(cell).toMatch(/^(allow|400|401|403|404)$/u);
});

test("there is no way in beside the operations: no other route, no Server Action", () => {
  const sources = readdirSync(join(ROOT, "app"), { recursive: true, encoding: "utf8" }).filter((name) => /\.tsx?$/u.test(name));
  const routes = sources.filter((name) => /(^|\/)route\.tsx?$/u.test(name));
  expect(routes.toSorted()).toEqual(["api/v1/[...path]/route.ts", "livez/route.ts", "mermaid-frame/route.ts", "readyz/route.ts"]);
  const texts = sources.map((name) => readFileSync(join(ROOT, "app", name), "utf8"));
  expect(texts.filter((text) => /["']use server["']/u.test(text))).toEqual([]);
  expect(texts.filter((text) => /prisma|database\//u.test(text))).toEqual([]);
});

const PASSWORD = "orange kettle quietly";
const ROLES: Readonly<Record<string, { readonly roles: Role[]; readonly isAdmin?: boolean }>> = {
  viewer: { roles: ["viewer"] },
  BE: { roles: ["BE"] },
  PE: { roles: ["PE"] },
  admin: { roles: ["viewer"], isAdmin: true },
  owner: { roles: ["PE"], isAdmin: true },
  deactivated: { roles: ["BE"], isAdmin: true },
  "other workspace": { roles: ["BE"], isAdmin: true },
};

const [database] = await testDatabases();
if (database === undefined) throw new Error("There is no database to test on.");

describe.each([
  ["with accounts", PRINCIPALS.filter((principal) => principal !== "local")],
  ["without accounts", ["local"]],
])("%s", (mode, principals) => {
  let store: TestStore;
  let stored: StoredPassword;
  const db = () => store.context.database;
  beforeAll(async () => {
    const mail = { url: "smtp://127.0.0.1:9", from: "lintel@example.org" };
    store = await openTestStore(database, mode === "with accounts" ? { accounts: { isSignUpOpen: false, publicUrl: "http://localhost", mail, oidc: undefined } } : {});
    stored = await hashPassword(PASSWORD);
    await db().workspace.create({ data: { id: "other", title: "Other" } });
  });
  afterAll(() => store.close());

  let counter = 0;
  const name = (prefix: string) => `${prefix}${(counter += 1)}`;
  // What a call needs is written in one transaction: hundreds of them are prepared.
  let writer: Transaction;
  const person = async (workspaceId: string, membership: { readonly roles: Role[]; readonly isAdmin?: boolean }) => {
    const id = name("user");
    await writer.user.create({ data: { id, email: `${id}@example.org`, name: id, password: { create: stored }, memberships: { create: { workspaceId, ...membership } } } });
    return id;
  };
  const link = async (designId: string, given: { readonly scope?: Scope; readonly expiresAt?: Date; readonly revokedAt?: Date } = {}) => {
    const [{ id, secret, hash }, visit] = [makeSecret(), makeSecret()];
    await writer.shareLink.create({ data: { id, designId, secretHash: hash, scope: "view", createdBy: "test", ...given } });
    await writer.shareVisit.create({ data: { id: visit.id, linkId: id, secretHash: visit.hash, expiresAt: new Date(Date.now() + 3_600_000) } });
    return { id, secret, cookie: `ltl_share_${id}=${visit.secret}` };
  };
  const invitation = async () => {
    const { id, secret, hash } = makeSecret();
    const workspaceId = name("workspace");
    await writer.workspace.create({ data: { id: workspaceId, title: "Invited to" } });
    await writer.invitation.create({ data: { id, workspaceId, secretHash: hash, roles: ["BE"], createdBy: "test", expiresAt: new Date(Date.now() + 3_600_000) } });
    return { id, secret };
  };

  /** Everything there is, as one number; what is only counted or remembered about calling is left out. */
  const everything = async (): Promise<string> => {
    const [row] = await db().$queryRaw<readonly { readonly sum: string }[]>`
      SELECT concat_ws(' ',
        (SELECT sum(hashtextextended(row::text, 0)) FROM "Workspace" AS row),
        (SELECT sum(hashtextextended(row::text, 0)) FROM "DesignDocument" AS row),
        (SELECT sum(hashtextextended(row::text, 0)) FROM "DesignUpdate" AS row),
        (SELECT sum(hashtextextended(row::text, 0)) FROM "DesignSnapshot" AS row),
        (SELECT sum(hashtextextended(row::text, 0)) FROM "DesignVersion" AS row),
        (SELECT sum(hashtextextended(row::text, 0)) FROM "User" AS row),
        (SELECT sum(hashtextextended(row::text, 0)) FROM "PasswordCredential" AS row),
        (SELECT sum(hashtextextended(row::text, 0)) FROM "Membership" AS row),
        (SELECT sum(hashtextextended(row::text, 0)) FROM "Team" AS row),
        (SELECT sum(hashtextextended(row::text, 0)) FROM "TeamMember" AS row),
        (SELECT sum(hashtextextended(row::text, 0)) FROM "Invitation" AS row),
        (SELECT sum(hashtextextended(row::text, 0)) FROM "PasswordReset" AS row),
        (SELECT sum(hashtextextended(row::text, 0)) FROM "Session" AS row),
        (SELECT sum(hashtextextended(row::text, 0)) FROM "AuditEvent" AS row),
        (SELECT count("revokedAt") || '/' || count(*) FROM "ShareLink"),
        (SELECT count(*) FROM "SharePassword"),
        (SELECT count(*) FROM "ShareVisit")) AS "sum"`;
    return row?.sum ?? "";
  };

  /** A world for one call: a design, somebody to act upon, and whoever calls. */
  const write = async (operation: string, principal: string) => {
    const designId = name("design");
    const state = Uint8Array.from(designUpdate(emptyDesign("design", "Target")));
    await writer.designDocument.create({
      data: { id: designId, workspaceId: DEFAULT_WORKSPACE, title: "Target", createdBy: "test", headSeq: 1, snapshot: { create: { generation: 1, seq: 1, state } } },
    });
    const content = await encodeContent(emptyDesign("design", "Target"));
    await writer.designVersion.create({ data: { designId, seq: 1, kind: operation === "versions.delete" ? "named" : "automatic", content } });
    const target = await person(DEFAULT_WORKSPACE, { roles: ["BE"] });
    const shared = await link(designId);
    const invited = await invitation();
    const teamId = name("team");
    await writer.team.create({ data: { id: teamId, workspaceId: DEFAULT_WORKSPACE, title: teamId } });
    const own = makeSecret();
    await writer.invitation.create({
      data: { id: own.id, workspaceId: DEFAULT_WORKSPACE, secretHash: own.hash, roles: ["BE"], createdBy: "test", expiresAt: new Date(Date.now() + 3_600_000) },
    });
    const reset = makeSecret();
    await writer.passwordReset.create({ data: { id: reset.id, userId: target, secretHash: reset.hash, createdBy: "test", expiresAt: new Date(Date.now() + 3_600_000) } });

    const scope = SCOPES.find((known) => principal === `${known} link`);
    let cookie: string | undefined;
    let sessionId = "000000000000";
    const membership = ROLES[principal];
    if (membership !== undefined) {
      const workspaceId = principal === "other workspace" ? "other" : DEFAULT_WORKSPACE;
      const userId = await person(workspaceId, membership);
      await writer.workspace.update({ where: { id: workspaceId }, data: { ownerId: principal === "owner" || principal === "other workspace" ? userId : null } });
      const [secret, another] = [await startSession(writer, { userId, workspaceId, client: "" }), await startSession(writer, { userId, workspaceId, client: "" })];
      cookie = `ltl_session=${secret}`;
      sessionId = another.split("_")[1] ?? "";
      // The session stays, to see that it opens nothing.
      if (principal === "deactivated") await writer.membership.updateMany({ where: { userId }, data: { deactivatedAt: new Date() } });
    } else if (principal === "expired link") ({ cookie } = await link(designId, { scope: "edit", expiresAt: new Date(Date.now() - 1_000) }));
    else if (principal === "revoked link") ({ cookie } = await link(designId, { scope: "edit", revokedAt: new Date() }));
    else if (scope !== undefined) ({ cookie } = await link(designId, { scope }));

    const { rulesVersion } = await writer.workspace.findUniqueOrThrow({
      where: { id: principal === "other workspace" ? "other" : DEFAULT_WORKSPACE },
      select: { rulesVersion: true },
    });
    const fresh = { name: "New", email: `${name("new")}@example.org`, password: "purple anchor melody" };
    const bodies: Readonly<Record<string, unknown>> = {
      "account.password": { current: PASSWORD, password: "purple anchor melody" },
      "account.rename": { name: "Other name" },
      "account.signIn": { email: `${target}@example.org`, password: PASSWORD },
      "account.signUp": { ...fresh, invitation: invited.secret },
      "designs.append": { updateId: "change-0001", update: Buffer.from(state).toString("base64") },
      "designs.rename": { title: "Renamed" },
      "external.finish": { query: "code=1&state=2" },
      "invitations.accept": { secret: invited.secret },
      "invitations.create": { roles: ["BE"] },
      "invitations.exchange": { secret: invited.secret },
      "members.change": { roles: ["PE"] },
      "resets.request": { email: `${target}@example.org` },
      "resets.use": { secret: reset.secret, password: "purple anchor melody" },
      "setup.complete": { ...fresh, token: "ltl_000000000000_00000000000000000000000000" },
      "shares.exchange": { secret: shared.secret },
      "teams.change": { title: name("Renamed"), memberIds: [] },
      "teams.create": { title: name("New") },
      "versions.create": { title: "New" },
      "versions.rename": { title: "Renamed" },
      "workspace.changeRules": { version: rulesVersion, rules: { thresholds: { "alerts.throughputMinRps": 1_000 + counter } } },
      "workspace.rename": { title: "Renamed" },
      "workspace.transfer": { userId: target },
    };
    const ids: Readonly<Record<string, string>> = { designId, shareId: shared.id, sessionId, userId: target, invitationId: own.id, teamId, version: "1" };
    if (operation === "designs.restore") await writer.designDocument.update({ where: { id: designId }, data: { deletedAt: scope === undefined ? new Date() : null } });
    return { cookie, body: bodies[operation], ids };
  };

  const prepare = (operation: string, principal: string) =>
    db().$transaction((transaction) => {
      writer = transaction;
      return write(operation, principal);
    });

  for (const operation of OPERATIONS) {
    for (const principal of principals) {
      const expected = MATRIX.get(operation.id)?.get(principal);
      test(`${operation.id}: ${principal}: ${expected}`, async () => {
        const { cookie, body, ids } = await prepare(operation.id, principal);
        const path = operation.path.replaceAll(/\{(\w+)\}/gu, (_, id: string) => ids[id] ?? id);
        const needsBody = operation.method !== "GET" && operation.method !== "DELETE";
        await store.context.background.finished();
        const before = expected === "allow" ? "" : await everything();
        const answer = await ask(store.context, operation.method, path, { cookie, isLocal: principal === "local", address: "192.0.2.7", ...(needsBody && { body: body ?? {} }) });
        expect(answer.status, JSON.stringify(answer.body)).toBe(expected === "allow" ? (operation.creates ? 201 : 200) : Number(expected));
        await store.context.background.finished();
        if (expected !== "allow") expect(await everything(), "a refusal leaves everything as it was").toBe(before);
        await db().attemptCount.deleteMany();
      });
    }
  }
});
