/** Lines around a change that are shown with it. */
const CONTEXT = 3;
/** Lines that may come or go one by one; beyond, a text was written anew, and all of it is shown as such. */
const MOST_EDITS = 1_000;

interface Step {
  readonly sign: " " | "-" | "+";
  readonly line: string;
}

/** The change of a text in the form that `patch` and `git apply` take; empty when nothing changed. */
export function unifiedDiff(path: string, before: string, after: string): string {
  if (before === after) return "";
  const steps = stepsBetween(linesOf(before), linesOf(after));
  const hunks: string[] = [];
  let [oldLine, newLine] = [1, 1];
  let at = 0;
  while (at < steps.length) {
    const next = steps.findIndex(({ sign }, index) => index >= at && sign !== " ");
    if (next === -1) break;
    const start = Math.max(at, next - CONTEXT);
    oldLine += start - at;
    newLine += start - at;
    const end = endOfHunk(steps, next);
    const hunk = steps.slice(start, end);
    const [oldLength, newLength] = [hunk.filter(({ sign }) => sign !== "+").length, hunk.filter(({ sign }) => sign !== "-").length];
    hunks.push(`@@ -${rangeText(oldLine, oldLength)} +${rangeText(newLine, newLength)} @@\n${hunk.map(({ sign, line }) => `${sign}${line}`).join("")}`);
    oldLine += oldLength;
    newLine += newLength;
    at = end;
  }
  return `--- ${path}\n+++ ${path}\n${hunks.join("")}`;
}

/** Where a hunk ends that holds the change at `first`: so many equal lines after the last change that the next one needs a hunk of its own. */
function endOfHunk(steps: readonly Step[], first: number): number {
  let last = first;
  for (let at = first; at < steps.length && at <= last + 2 * CONTEXT; at += 1) if (steps[at]?.sign !== " ") last = at;
  return Math.min(steps.length, last + 1 + CONTEXT);
}

const rangeText = (line: number, length: number): string => `${length === 0 ? line - 1 : line},${length}`;

/** Lines with their ends; a last one without an end says so, as `diff` does. */
function linesOf(text: string): readonly string[] {
  const lines = text.match(/[^\n]*\n|[^\n]+$/gu) ?? [];
  return lines.map((line) => (line.endsWith("\n") ? line : `${line}\n\\ No newline at end of file\n`));
}

/** The shortest way from one list of lines to the other (E. Myers, An O(ND) Difference Algorithm, 1986), outside of what both begin and end with. */
function stepsBetween(before: readonly string[], after: readonly string[]): readonly Step[] {
  let start = 0;
  while (start < before.length && start < after.length && before[start] === after[start]) start += 1;
  let end = 0;
  while (end < before.length - start && end < after.length - start && before.at(-1 - end) === after.at(-1 - end)) end += 1;
  const same = (lines: readonly string[]): readonly Step[] => lines.map((line) => ({ sign: " ", line }));
  return [
    ...same(before.slice(0, start)),
    ...shortestWay(before.slice(start, before.length - end), after.slice(start, after.length - end)),
    ...same(before.slice(before.length - end)),
  ];
}

function shortestWay(before: readonly string[], after: readonly string[]): readonly Step[] {
  /** Per number of edits: how far into `before` each diagonal reaches. */
  const reached: Map<number, number>[] = [];
  let furthest = new Map([[1, 0]]);
  for (let edits = 0; edits <= MOST_EDITS; edits += 1) {
    const now = new Map<number, number>();
    for (let diagonal = -edits; diagonal <= edits; diagonal += 2) {
      let x = comesFromAbove(furthest, diagonal, edits) ? (furthest.get(diagonal + 1) ?? 0) : (furthest.get(diagonal - 1) ?? 0) + 1;
      while (x < before.length && x - diagonal < after.length && before[x] === after[x - diagonal]) x += 1;
      now.set(diagonal, x);
      if (x >= before.length && x - diagonal >= after.length) return walkedBack(before, after, [...reached, furthest], edits);
    }
    reached.push(furthest);
    furthest = now;
  }
  return [...before.map((line): Step => ({ sign: "-", line })), ...after.map((line): Step => ({ sign: "+", line }))];
}

/** Whether a diagonal is reached by a line that was added, and not by one that was removed. */
const comesFromAbove = (furthest: ReadonlyMap<number, number>, diagonal: number, edits: number): boolean =>
  diagonal === -edits || (diagonal !== edits && (furthest.get(diagonal - 1) ?? -1) < (furthest.get(diagonal + 1) ?? -1));

function walkedBack(before: readonly string[], after: readonly string[], reached: readonly ReadonlyMap<number, number>[], edits: number): readonly Step[] {
  const steps: Step[] = [];
  let [x, y] = [before.length, after.length];
  for (let left = edits; left >= 0; left -= 1) {
    const furthest = reached[left] ?? new Map<number, number>();
    const isAddition = comesFromAbove(furthest, x - y, left);
    const from = isAddition ? x - y + 1 : x - y - 1;
    const fromX = left === 0 ? 0 : (furthest.get(from) ?? 0);
    const fromY = left === 0 ? 0 : fromX - from;
    while (x > fromX && y > fromY) {
      steps.push({ sign: " ", line: before[x - 1] ?? "" });
      x -= 1;
      y -= 1;
    }
    if (left === 0) break;
    steps.push(isAddition ? { sign: "+", line: after[y - 1] ?? "" } : { sign: "-", line: before[x - 1] ?? "" });
    [x, y] = [fromX, fromY];
  }
  return steps.toReversed();
}
