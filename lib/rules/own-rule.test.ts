import { describe, expect, test } from "vitest";
import type { OwnRule } from "#lib/model/own-rule.ts";
import { sketch } from "#lib/model/sketch.ts";
import { lint } from "./lint.ts";
import { compileOwnRule, isLike } from "./own-rule.ts";
import { previewOwnRule } from "./own-rule-preview.ts";
import { Wording } from "./words.ts";

const shop = sketch()
  .service("order", { name: "Order", team: "shop", instances: { min: 2, max: 6 }, zone: "private", metrics: ["rate"] })
  .service("mail", { name: "Mail" })
  .database("store", { name: "Store", dataClasses: ["pii", "financial"], zone: "restricted" })
  .call("order", "mail", { timeoutMs: 3_000, protocol: "rest" })
  .data("order", "store", { mode: "rw", timeoutMs: 500 });

function targetsOf(own: Omit<OwnRule, "id" | "title">): readonly string[] {
  const { design } = shop.set({ config: { own: [{ id: "x", title: "X", ...own }] } });
  return lint(design)
    .findings.filter(({ rule }) => rule === "own/x")
    .map(({ target }) => target);
}

describe("a condition", () => {
  test.each<[string, Omit<OwnRule, "id" | "title">, readonly string[]]>([
    ["is set", { kinds: ["service"], must: [{ property: "team", set: true }] }, ["mail"]],
    ["is not set", { kinds: ["service"], must: [{ property: "team", set: false }] }, ["order"]],
    ["equals", { kinds: ["service", "database"], must: [{ property: "zone", is: "private" }] }, ["mail", "store"]],
    ["a list contains", { kinds: ["database"], must: [{ property: "dataClasses", isNot: "pii" }] }, ["store"]],
    ["one of", { must: [{ property: "zone", oneOf: ["private", "restricted"] }] }, ["mail"]],
    ["a bound on a number below", { kinds: ["service"], must: [{ property: "instances.max", atMost: 4, set: true }] }, ["order", "mail"]],
    ["a bound on the length of a list", { kinds: ["database"], must: [{ property: "dataClasses", atMost: 1 }] }, ["store"]],
    ["a bound as a quantity", { each: "connection", must: [{ property: "timeoutMs", atMost: "1s" }] }, ["order-mail"]],
    ["like", { must: [{ property: "name", like: "*O*" }] }, ["mail"]],
    ["of an end", { each: "connection", must: [{ property: "to.kind", is: "database" }] }, ["order-mail"]],
    ["only where", { where: [{ property: "zone", set: true }], must: [{ property: "team", set: true }] }, ["store"]],
    [
      "any of",
      {
        mustAny: [
          { property: "team", set: true },
          { property: "zone", is: "restricted" },
        ],
      },
      ["mail"],
    ],
    ["has a neighbour", { kinds: ["service"], must: [{ neighbours: { direction: "out", kinds: ["database"] } }] }, ["mail"]],
    ["has no neighbour like that", { must: [{ neighbours: { connections: ["call"], atMost: 0 } }] }, ["order", "mail"]],
    ["has a neighbour where", { must: [{ neighbours: { direction: "in", where: [{ property: "team", is: "shop" }] } }] }, ["order"]],
  ])("%s", (_title, own, expected) => {
    expect([...targetsOf(own)].toSorted()).toEqual([...expected].toSorted());
  });
});

test("a message is filled in with what is there, and with words where nothing is", () => {
  const { design } = shop.set({
    config: {
      own: [
        {
          id: "slow",
          title: "Slow",
          each: "connection",
          kinds: ["call"],
          must: [{ property: "timeoutMs", atMost: 10 }],
          message: "{name}: {timeoutMs}, retry {retry.max}, {from} to {to}",
        },
      ],
    },
  });
  const [found] = lint(design).findings.filter(({ rule }) => rule === "own/slow");
  expect(found && new Wording(design).message(found)).toBe("Order → Mail: 3s, retry not set, Order to Mail.");
});

test("what cannot be used is told", () => {
  expect(compileOwnRule({ id: "a", title: "A", each: "component", kinds: ["call"] }).problems).toEqual([
    "Own rule own/a looks at components, but call is of another sort.",
    "Own rule own/a says nothing that must hold, so that it never finds anything.",
  ]);
});

test("a misspelt property, a bound that says nothing and neighbours of a connection are told; a property of one's own is not", () => {
  const problems = (own: Omit<OwnRule, "id" | "title">) => compileOwnRule({ id: "a", title: "A", ...own }).problems;
  expect(problems({ must: [{ property: "tem", set: true }] })).toEqual(['Own rule own/a tests "tem", which no component has. Did you mean team? Until then it finds nothing.']);
  expect(problems({ each: "connection", where: [{ property: "from.zon", set: true }], must: [{ property: "timeoutMs", atMost: "soon" }] })).toEqual([
    'Own rule own/a tests "from.zon", which no connection has. Did you mean from.zone? Until then it finds nothing.',
    'Own rule own/a cannot compare with "soon". Write a duration such as 300ms, 5s, 2min or 7d.',
  ]);
  expect(problems({ each: "connection", must: [{ neighbours: { where: [{ property: "tem", set: true }] } }] })).toHaveLength(2);
  expect(
    problems({
      must: [
        { property: "costCentre", set: true },
        { property: "slo.p99Ms", atMost: "300ms" },
      ],
    }),
  ).toEqual([]);
});

test("a rule with a misspelt property finds nothing, so that it does not blame every component; a word of its message that stands for nothing is told", () => {
  const own: OwnRule = { id: "a", title: "A", must: [{ property: "tem", set: true }] };
  expect(previewOwnRule(own, shop.design).found).toEqual([]);
  expect(previewOwnRule({ ...own, must: [{ property: "team", set: true }] }, shop.design).found).not.toEqual([]);
  const { problems } = compileOwnRule({ ...own, must: [{ property: "costCentre", set: true }], message: "{nme} of {costCentre} in {zone}: {colour}" });
  expect(problems).toEqual([
    "Own rule own/a names {nme} in its message, which no component has. Did you mean {name}?",
    "Own rule own/a names {colour} in its message, which no component has.",
  ]);
});

describe("a preview", () => {
  test("finds what the rule would find, whatever the design sets or accepts", () => {
    const own: OwnRule = { id: "x", title: "X", kinds: ["service"], must: [{ property: "team", set: true }], message: "{name} has no team" };
    const { design } = shop.set({ config: { rules: { "own/x": "off" } }, waivers: [{ rule: "own/x", reason: "Later", owner: "Ada" }] });
    expect(previewOwnRule(own, design)).toEqual({ problems: [], passes: 1, found: [{ element: "mail", message: "Mail has no team." }] });
  });
  test("says what is not a rule yet, and never throws", () => {
    expect(previewOwnRule({ id: "", title: "" }, shop.design)).toMatchObject({ found: [], problems: [expect.stringContaining("never finds anything")] });
    expect(previewOwnRule({ id: "", title: "x".repeat(9_999) }, shop.design).problems).toHaveLength(1);
  });
});

test("a pattern is matched in time that grows with the text", () => {
  expect(isLike("prod-eu-1", "prod-*-1")).toBe(true);
  expect(isLike("prod", "prod-*")).toBe(false);
  expect(isLike("aa", "a*a")).toBe(true);
  expect(isLike("a", "a*a")).toBe(false);
  expect(isLike("a".repeat(100_000), "*a*a*a*a*a*a*a*a*b")).toBe(false);
});
