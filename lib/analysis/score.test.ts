import { expect, test } from "vitest";
import { type Criterion, decision, scoreOf } from "./score.ts";

const criterion = (side: Criterion["side"], holds: boolean | undefined): Criterion => ({ id: "c", title: "c", side, holds, says: "" });
const score = (...criteria: readonly (readonly [Criterion["side"], boolean | undefined])[]) => scoreOf(criteria.map(([side, holds]) => criterion(side, holds)));

test("reasons that hold count one each, for or against", () => {
  expect(score(["for", true], ["for", true], ["for", false], ["against", true], ["against", false])).toMatchObject({
    held: 2,
    against: 1,
    balance: 1,
    least: 1,
    most: 1,
    open: [],
  });
});

test("what is not known leaves a range, and decides nothing while zero is within it", () => {
  const open = score(["for", true], ["against", undefined], ["for", undefined]);
  expect(open).toMatchObject({ balance: 1, least: 0, most: 2 });
  expect(decision(open)).toBeUndefined();
  expect(decision(score(["for", true], ["for", true], ["against", undefined]))).toBe(true);
  expect(decision(score(["for", undefined], ["against", true]))).toBe(false);
  expect(decision(score())).toBe(false);
});
