import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import type { Actor } from "./actor.ts";
import { actorOf } from "./http/actor-of.ts";
import type { Operation } from "./operation.ts";
import { OPERATIONS } from "./operations/catalogue.ts";
import { MESSAGES } from "./realtime/messages/catalogue.ts";
import { callAs, headersOf, sentBy } from "./testing/matrix/calls.ts";
import { withForeignIds, withStrangeInput } from "./testing/matrix/forgeries.ts";
import { ANY, matrixComplaints, type MatrixRow, readMatrix } from "./testing/matrix/matrix-file.ts";
import { type Caller, unnoticedMutants } from "./testing/matrix/mutants.ts";
import { forEach, MODES, openStage, type Scene, type Stage } from "./testing/matrix/stage.ts";
import { STATES } from "./testing/matrix/states.ts";

/*
 * Who may do what is said by policy.matrix.csv, which people review; it is never made from the code. Each cell is tried for real:
 * `allow`, or the status that refuses. A refusal leaves every table as it was and tells nobody anything.
 */

// Who may do something does not depend on how much a guess at a password costs.
vi.mock("./accounts/password-cost.ts", () => ({ PASSWORD_COST: { cost: 2 ** 8, blockSize: 8, parallel: 1 } }));

const MATRIX = readMatrix();
/** What is said on a live connection is tried by realtime/rights.test.ts. */
const ROWS = MATRIX.rows.filter(({ operation }) => !MESSAGES.some(({ id }) => id === operation));
/** Operations with the row that says who may use them while nothing is out of the ordinary. */
const ORDINARY = MATRIX.rows.flatMap((row) => {
  const operation = OPERATIONS.find(({ id }) => id === row.operation);
  return operation !== undefined && (row.state === ANY || row.state === "live") ? [[operation.id, operation, row] as const] : [];
});
const allowedBy = ({ cells }: MatrixRow, names: readonly string[]): readonly string[] => names.filter((name) => cells.get(name) === "allow");
/** Whoever gets as far as having their input read: also strangers, where nothing stands before an operation that answers nobody here. */
const triedBy = ({ policy }: Operation, row: MatrixRow, names: readonly string[]): readonly string[] => {
  const allowed = allowedBy(row, names);
  return allowed.length > 0 || policy !== "public" ? allowed : names.filter((name) => name === "anonymous");
};
const callers: Caller[] = [];

test("every operation stands in the table for every principal and state, and nothing else does", () => {
  const operations = [...OPERATIONS.map(({ id, input }) => ({ id, isAboutDesign: "designId" in input.shape })), ...MESSAGES.map(({ id }) => ({ id, isAboutDesign: true }))];
  const principals = Object.values(MODES).flatMap((mode) => Object.keys(mode));
  expect(matrixComplaints(MATRIX, { operations, principals, states: Object.keys(STATES) })).toEqual([]);
});

describe.each(Object.entries(MODES))("%s", (mode, principals) => {
  const names = Object.keys(principals);
  let stage: Stage;
  beforeAll(async () => {
    stage = await openStage(mode);
    for (const { name, bearer, world } of await stage.prepare([{ state: "live", who: names }])) {
      const actor = await actorOf(headersOf(bearer), stage.context, { isLocal: bearer.isLocal === true, isSecure: false });
      callers.push({ name, actor, hasAccounts: stage.context.accounts !== undefined, designId: world.ids.designId, membership: await membershipAround(actor, world.workspace.id) });
    }
  });
  afterAll(() => stage.close());
  const membershipAround = async (actor: Actor, workspaceId: string) =>
    actor.kind === "member"
      ? stage.context.database.membership.findFirst({ where: { userId: actor.userId, workspaceId, deactivatedAt: null }, include: { workspace: true } })
      : null;

  test.each(ROWS.map((row) => [row.operation, row.state, row] as const))("%s: %s", async (id, state, row) => {
    const operation = OPERATIONS.find((candidate) => candidate.id === id)!;
    const allowed = allowedBy(row, names);
    const refused = names.filter((name) => !allowed.includes(name));
    // Refusals happen in one world, which they leave as it is; whoever acts has one of their own.
    const scenes = await stage.prepare([{ state, who: refused }, ...allowed.map((name) => ({ state, who: [name] }))]);
    const callEach = async (among: readonly string[]) => {
      const call = async ({ name, world, bearer }: Scene) => {
        const { status } = await callAs(stage.context, operation, bearer, { ...world.ids, ...bearer.ids }, sentBy(operation, world));
        return [name, status === (operation.creates ? 201 : 200) ? "allow" : String(status)] as const;
      };
      const inside = scenes.filter(({ name }) => among.includes(name));
      const answers = await forEach(inside, call);
      await Promise.all([stage.context.background.finished(), stage.context.mails.finished()]);
      return answers;
    };
    const before = await stage.ledger.look();
    const logged = stage.server.logged.length;
    const refusals = await callEach(refused);
    const changes = await stage.ledger.changesSince(before);
    const answers = Object.fromEntries([...refusals, ...(await callEach(allowed))]);
    expect(answers).toEqual(Object.fromEntries([...row.cells].filter(([name]) => names.includes(name))));
    expect(changes, "a refusal leaves everything as it was").toEqual([]);
    const told = stage.server.logged.slice(logged).filter((line) => line.includes("refused what is not allowed") && line.includes(`"operation":"${id}"`));
    expect(told, "an attempt at what is not allowed stands in the log").toHaveLength(refusals.filter(([, answer]) => answer === "403").length);
  });

  test.each(ORDINARY.filter(([, operation, row]) => triedBy(operation, row, names).length > 0))(
    "%s finds nothing of another design, person or workspace, and takes nothing that it did not ask for",
    async (_, operation, row) => {
      const allowed = triedBy(operation, row, names);
      const { scenes, ...neighbours } = await stage.prepareNeighbours(allowed);
      const calls = scenes.flatMap(({ name, bearer }) => {
        const ids = { ...neighbours.own.ids, ...bearer.ids };
        const foreign = withForeignIds(operation, ids, neighbours, bearer.reach).map((forgery) => ({ name, bearer, forgery, expected: 404 }));
        // How input is read does not depend on who sends it, nor on whether there are accounts.
        const strange =
          name === allowed.at(-1) && name !== "local" ? withStrangeInput(operation, ids, neighbours.own).map((forgery) => ({ name, bearer, forgery, expected: 400 })) : [];
        return [...foreign, ...strange];
      });
      const before = await stage.ledger.look();
      const answers = await forEach(calls, async ({ name, bearer, forgery, expected }) => {
        const { status } = await callAs(stage.context, operation, bearer, forgery.ids, forgery.sent);
        return { call: `${name}: ${forgery.what}`, status, expected };
      });
      await Promise.all([stage.context.background.finished(), stage.context.mails.finished()]);
      expect(answers.filter(({ status, expected }) => status !== expected)).toEqual([]);
      expect(await stage.ledger.changesSince(before), "a refusal leaves everything as it was").toEqual([]);
      expect(Object.keys(Object.prototype), "nothing was added to every object").toEqual([]);
    },
  );
});

test("an operation with another policy, or none, would be noticed", async () => {
  const results = await Promise.all(ORDINARY.map(([, operation, row]) => unnoticedMutants(operation, row, callers)));
  expect(results.flatMap(({ unnoticed }) => unnoticed)).toEqual([]);
  expect(results.reduce((sum, { tried }) => sum + tried, 0)).toBeGreaterThan(400);
});
