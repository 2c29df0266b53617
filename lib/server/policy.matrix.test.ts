import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { OPERATIONS } from "./operations/catalogue.ts";
import { callAs, sentBy } from "./testing/matrix/calls.ts";
import { matrixComplaints, readMatrix } from "./testing/matrix/matrix-file.ts";
import { forEach, MODES, openStage, type Scene, type Stage } from "./testing/matrix/stage.ts";
import { STATES } from "./testing/matrix/states.ts";

/*
 * Who may do what is said by policy.matrix.csv, which people review; it is never made from the code. Each cell is tried for real:
 * `allow`, or the status that refuses. A refusal leaves every table as it was and tells nobody anything.
 */

// Who may do something does not depend on how much a guess at a password costs.
vi.mock("./accounts/password-cost.ts", () => ({ PASSWORD_COST: { cost: 2 ** 8, blockSize: 8, parallel: 1 } }));

const MATRIX = readMatrix();

test("every operation stands in the table for every principal and state, and nothing else does", () => {
  const operations = OPERATIONS.map(({ id, input }) => ({ id, isAboutDesign: "designId" in input.shape }));
  const principals = Object.values(MODES).flatMap((mode) => Object.keys(mode));
  expect(matrixComplaints(MATRIX, { operations, principals, states: Object.keys(STATES) })).toEqual([]);
});

describe.each(Object.entries(MODES))("%s", (mode, principals) => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await openStage(mode);
  });
  afterAll(() => stage.close());

  test.each(MATRIX.rows.map((row) => [row.operation, row.state, row] as const))("%s: %s", async (id, state, { cells }) => {
    const operation = OPERATIONS.find((candidate) => candidate.id === id)!;
    const names = Object.keys(principals);
    const refused = names.filter((name) => cells.get(name) !== "allow");
    const allowed = names.filter((name) => cells.get(name) === "allow");
    // Refusals happen in one world, which they leave as it is; whoever acts has one of their own.
    const scenes = await stage.prepare([{ state, who: refused }, ...allowed.map((name) => ({ state, who: [name] }))]);
    const call = async ({ name, world, bearer }: Scene) => {
      const { status } = await callAs(stage.context, operation, bearer, { ...world.ids, ...bearer.ids }, sentBy(operation, world));
      return [name, status === (operation.creates ? 201 : 200) ? "allow" : String(status)] as const;
    };
    const before = await stage.ledger.look();
    const answers = await forEach(
      scenes.filter(({ name }) => refused.includes(name)),
      call,
    );
    await stage.context.background.finished();
    const changes = await stage.ledger.changesSince(before);
    answers.push(
      ...(await forEach(
        scenes.filter(({ name }) => allowed.includes(name)),
        call,
      )),
    );
    await stage.context.background.finished();
    expect(Object.fromEntries(answers)).toEqual(Object.fromEntries([...cells].filter(([name]) => names.includes(name))));
    expect(changes, "a refusal leaves everything as it was").toEqual([]);
  });
});
