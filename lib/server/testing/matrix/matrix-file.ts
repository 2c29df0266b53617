import { readFileSync } from "node:fs";

/** A line of the table: what happens when each principal asks for an operation while what it is about is in a state. */
export interface MatrixRow {
  readonly operation: string;
  /** A state of the design that the operation is about, or `any` when it is about none. */
  readonly state: string;
  /** `allow`, or the status that refuses. */
  readonly cells: ReadonlyMap<string, string>;
}

/** The reviewed table of who may do what. */
export interface Matrix {
  readonly principals: readonly string[];
  readonly rows: readonly MatrixRow[];
}

/** State of a row whose operation is about no design. */
export const ANY = "any";

/** Reads `lib/server/policy.matrix.csv`, which people write and review; nothing makes it from the code. */
export function readMatrix(): Matrix {
  const [header = "", ...lines] = readFileSync(new URL("../../policy.matrix.csv", import.meta.url), "utf8")
    .trim()
    .split("\n");
  const [, , ...principals] = header.split(",");
  const rows = lines.map((line) => {
    const [operation = "", state = "", ...cells] = line.split(",");
    return { operation, state, cells: new Map(cells.map((cell, index) => [principals[index] ?? `column ${index + 3}`, cell])) };
  });
  return { principals, rows };
}

/** What the table has to hold. */
interface Known {
  /** Operations, and whether each is about a design. */
  readonly operations: readonly { readonly id: string; readonly isAboutDesign: boolean }[];
  readonly principals: readonly string[];
  /** States of a design. */
  readonly states: readonly string[];
}

/** Everything that is missing in the table or too much, as sentences that say what to write. */
export function matrixComplaints({ principals, rows }: Matrix, known: Known): string[] {
  const wanted = known.operations.flatMap(({ id, isAboutDesign }) => (isAboutDesign ? known.states : [ANY]).map((state) => `${id},${state}`));
  const present = rows.map(({ operation, state }) => `${operation},${state}`);
  const missing = (names: readonly string[], among: readonly string[]) => names.filter((name) => !among.includes(name));
  return [
    ...missing(known.principals, principals).map((name) => `The table has no column "${name}", which testing/matrix/principals.ts can call as.`),
    ...missing(principals, known.principals).map((name) => `Nobody is called "${name}": say in testing/matrix/principals.ts how such a one calls.`),
    ...missing(wanted, present).map((start) => `The table lacks a line: ${start},<allow or the status that refuses, for each of ${principals.join(", ")}>`),
    ...missing(present, wanted).map(
      (start) => `Nothing is called like the line ${start}. An operation about a design has a line for each of ${known.states.join(", ")}; another has one for ${ANY}.`,
    ),
    ...missing(present, present.toSorted()).concat(present.join() === present.toSorted().join() ? [] : ["The lines are not sorted."]),
    ...present.filter((start, index) => present.indexOf(start) !== index).map((start) => `The line ${start} is there twice.`),
    ...rows
      .filter(({ cells }) => cells.size !== principals.length)
      .map(({ operation, state, cells }) => `The line ${operation},${state} has ${cells.size} answers for ${principals.length} principals.`),
    ...rows.flatMap(({ operation, state, cells }) =>
      [...cells]
        .filter(([, cell]) => !/^(allow|[45]\d{2,3})$/u.test(cell))
        .map(([name, cell]) => `The line ${operation},${state} says "${cell}" for ${name}: write allow or a status.`),
    ),
  ];
}
