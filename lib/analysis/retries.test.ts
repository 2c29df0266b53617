import { expect, test } from "vitest";
import { sketch } from "#lib/model/sketch.ts";
import { DesignIndex } from "./design-index.ts";
import { attemptTimeoutWithin, pausesMs, worstAmplification, worstCallMs } from "./retries.ts";

const exponential = (max: number, baseMs: number, jitter = false) => ({ max, backoff: "exponential", baseMs, jitter }) as const;

test("three retries of a 5 s call from a base of 1 s take 27 s, 30 s with the most jitter", () => {
  expect(worstCallMs(5_000, exponential(3, 1_000))).toBe(27_000);
  expect(worstCallMs(5_000, exponential(3, 1_000, true))).toBe(30_000);
});

test("four retries take 40 s", () => {
  expect(worstCallMs(5_000, exponential(4, 1_000))).toBe(40_000);
});

test("within 5 s, three retries from a base of 100 ms with jitter leave 1 s per attempt", () => {
  expect(attemptTimeoutWithin(5_000, exponential(3, 100, true))).toBe(1_000);
});

test("absurd numbers stay numbers", () => {
  expect(worstCallMs(5_000, exponential(100_000, 1_000, true))).toBe(Number.MAX_SAFE_INTEGER);
  expect(worstCallMs(5_000, exponential(100_000, 0))).toBe(500_005_000);
});

test("fixed pauses do not grow, and no back-off means no pause", () => {
  expect(pausesMs({ max: 3, backoff: "fixed", baseMs: 200 })).toBe(600);
  expect(pausesMs({ max: 3, backoff: "fixed", baseMs: 200, jitter: true })).toBe(1_200);
  expect(pausesMs({ max: 3, backoff: "none", baseMs: 200 })).toBe(0);
  expect(worstCallMs(700, undefined)).toBe(700);
});

const layered = (max: number) =>
  sketch()
    .service("a")
    .service("b")
    .service("c")
    .service("d")
    .call("a", "b", { retry: exponential(max, 100) })
    .call("b", "c", { retry: exponential(max, 100) })
    .call("c", "d", { retry: exponential(max, 100) })
    .flow("walk", ["a-b", "b-c", "c-d"]);

test.each([
  [3, 64],
  [5, 216],
  [0, 1],
])("three layers with %i retries each make %i attempts", (max, attempts) => {
  const { design } = layered(max);
  const [flow] = design.flows;
  expect(flow && worstAmplification(new DesignIndex(design), flow).attempts).toBe(attempts);
});

test("a circle of retries is walked once", () => {
  const { design } = sketch()
    .service("a")
    .service("b")
    .call("a", "b", { retry: exponential(2, 100) })
    .call("b", "a", { retry: exponential(2, 100) })
    .flow("round", ["a-b", "b-a", "gone"]);
  const [flow] = design.flows;
  const worst = flow && worstAmplification(new DesignIndex(design), flow);
  expect(worst?.attempts).toBe(9);
  expect(worst?.path.map((call) => call.id)).toEqual(["a-b", "b-a"]);
});

test("only the branch that multiplies most counts", () => {
  const { design } = sketch()
    .service("a")
    .service("b")
    .service("c")
    .call("a", "b", { retry: exponential(1, 100) })
    .call("a", "c", { retry: exponential(4, 100) })
    .flow("fork", ["a-b", "a-c"]);
  const [flow] = design.flows;
  const worst = flow && worstAmplification(new DesignIndex(design), flow);
  expect(worst).toMatchObject({ attempts: 5, path: [{ id: "a-c" }] });
});

test("the mesh's retries count for calls inside it, unless the call says otherwise", () => {
  const chain = sketch()
    .service("a")
    .service("b")
    .external("c")
    .call("a", "b")
    .call("b", "c")
    .set({ mesh: { product: "istio", retries: exponential(3, 25) } })
    .flow("walk", ["a-b", "b-c"]);
  const attempts = (design: typeof chain.design) => design.flows[0] && worstAmplification(new DesignIndex(design), design.flows[0]).attempts;
  expect(attempts(chain.design)).toBe(4);
  expect(attempts(chain.set({ connections: chain.design.connections.map((call) => ({ ...call, retry: { max: 0 } })) }).design)).toBe(1);
});
