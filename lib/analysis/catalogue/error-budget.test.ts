import { expect, test } from "vitest";
import { sketch } from "#lib/model/sketch.ts";
import { ask, missingPlaces } from "./ask.ts";
import { errorBudget } from "./error-budget.ts";

const promise = (availability: number) => sketch().client("web").service("order").call("web", "order").flow("create", ["web-order"], { slo: { availability } });

test.each([
  [0.999, "43 min 12 s", 8],
  [0.9995, "21 min 36 s", 4],
  [0.9999, "4 min 19 s", 0],
])("%d leaves %s in 30 days", (availability, budget, outages) => {
  const answer = ask(errorBudget, promise(availability));
  expect(answer.sentence).toContain(`leaves ${budget} of failure in 30 d`);
  expect(answer.figures[1]).toEqual({ label: "Outages of 5 min", value: outages, unit: "count" });
});

test("what the dependencies are expected to take is taken from the budget", () => {
  const drawn = (availability: number) =>
    sketch()
      .client("web")
      .service("order", { availability })
      .call("web", "order")
      .flow("create", ["web-order"], { slo: { availability: 0.999 } });
  expect(ask(errorBudget, drawn(0.9995))).toMatchObject({
    verdict: "good",
    sentence: "99.9% leaves 43 min 12 s of failure in 30 d; that is 8 outages of 5 min; its dependencies are expected to take 21 min 36 s.",
  });
  expect(ask(errorBudget, drawn(0.99)).verdict).toBe("bad");
});

test("another period and longer outages", () => {
  const answer = ask(errorBudget, promise(0.999), { values: { period: 7 * 86_400_000, outage: 3_600_000 } });
  expect(answer.sentence).toBe("99.9% leaves 10 min 5 s of failure in 7 d; one outage of 1 h breaks the promise.");
});

test("without a promise there is no budget; a perfect one leaves none", () => {
  const answer = ask(errorBudget, sketch().flow("create", []));
  expect(answer).toMatchObject({ verdict: "undecided", sentence: "create promises no availability, so that nobody knows how long it may be down." });
  expect(missingPlaces(answer)).toEqual(["create.slo.availability"]);
  expect(ask(errorBudget, promise(1)).sentence).toBe("100% leaves no time for failure at all.");
});

test("services and the requirement of the whole system have budgets too", () => {
  const drawn = sketch("Shop")
    .service("order", { slo: { availability: 0.9995 } })
    .set({ requirements: { nfr: { availability: 0.999 } } });
  expect(ask(errorBudget, drawn, { about: "order" }).marks).toEqual([{ element: "order", text: "21 min 36 s", tone: "neutral" }]);
  expect(ask(errorBudget, drawn, { about: "design" }).inputs[0]?.place).toEqual({ type: "design", id: "design", property: "requirements.nfr.availability" });
});
