import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { COMPONENT_KINDS } from "#lib/model/component.ts";
import { sketch } from "#lib/model/sketch.ts";
import { mermaid } from "./mermaid.ts";
import { flowchart } from "./mermaid/flowchart.ts";
import { parseWithMermaid } from "./mermaid/mermaid-parser.ts";

const shop = sketch("Order management")
  .boundary("context", "ordering", { name: "Ordering" })
  .boundary("team", "checkout-team", { name: "Checkout", parent: "ordering" })
  .client("web", { name: "Web shop" })
  .service("order", { name: "Order Service", contexts: ["ordering"], technology: { name: "Node.js" } })
  .service("payment", { name: "Payment", team: "checkout-team" })
  .database("orders", { name: "Orders", contexts: ["ordering"], technology: { name: "PostgreSQL" } })
  .topic("order-events", { name: "Order events" })
  .external("psp", { name: "Payment provider" })
  .call("web", "order", { protocol: "rest", label: "place order" })
  .call("order", "payment", { protocol: "grpc", timeoutMs: 300, retry: { max: 1 }, breaker: { openMs: 30_000 } })
  .data("order", "orders", { mode: "rw" })
  .publish("order", "order-events")
  .subscribe("order-events", "payment")
  .call("payment", "psp", { background: true }).design;

test("a design as a flowchart", () => {
  expect(mermaid.render({ design: shop, findings: [], undecided: [], waived: [] }).text).toBe(`---
title: "Order management"
---
flowchart LR
  subgraph ordering["Ordering"]
    order["Order Service<br/>#91;Node.js#93;"]:::service
    orders[("Orders<br/>#91;PostgreSQL#93;")]:::database
    subgraph checkout-team["Checkout"]
      payment["Payment"]:::service
    end
  end
  web(["Web shop"]):::client
  order-events[/"Order events"/]:::topic
  psp["Payment provider"]:::external
  web -->|"place order · REST"| order
  order -->|"gRPC · 300ms · 1 retry · breaker"| payment
  order -->|"read/write"| orders
  order -.-> order-events
  order-events -.-> payment
  payment -.-> psp
  class ordering context
  class checkout-team team
  classDef external stroke-dasharray: 5 3
  classDef team stroke-dasharray: 8 4
`);
  expect(mermaid.fileName(shop)).toBe("order-management.mmd");
});

test("Mermaid's own parser reads it back", async () => {
  const seen = await parseWithMermaid(flowchart(shop).text);
  expect(seen.nodes.map(({ id, text, classes }) => [id, text, classes[0]])).toEqual([
    ["order", "Order Service\n[Node.js]", "service"],
    ["orders", "Orders\n[PostgreSQL]", "database"],
    ["payment", "Payment", "service"],
    ["web", "Web shop", "client"],
    ["order-events", "Order events", "topic"],
    ["psp", "Payment provider", "external"],
  ]);
  expect(seen.edges).toHaveLength(6);
  expect(seen.edges[1]).toEqual({ from: "order", to: "payment", text: "gRPC · 300ms · 1 retry · breaker", stroke: "normal" });
  expect(seen.groups.map(({ id, title }) => [id, title])).toEqual([
    ["checkout-team", "Checkout"],
    ["ordering", "Ordering"],
  ]);
});

test("every kind has an outline that Mermaid knows", async () => {
  const all = COMPONENT_KINDS.reduce((drawn, kind) => drawn.component(kind, `a_${kind}`), sketch()).design;
  const seen = await parseWithMermaid(flowchart(all).text);
  expect(seen.nodes.map(({ classes }) => classes[0])).toEqual([...COMPONENT_KINDS]);
});

describe("text that means something to Mermaid is shown as it is", () => {
  const texts = [
    'say "hi"',
    "#quot; and #35;",
    "a;b;c",
    "<b>bold</b> <script>alert(1)</script>",
    "`code` **bold** _x_ ~y~",
    "1. first",
    "- dash",
    "%% comment %%{init: {}}%%",
    "style a:b#c; classDef x:y#z;",
    "fa:fa-user http://example.org",
    "$$x^2$$",
    "direction TB",
    "a direction   LR b",
    "[x] {y} (z) |w| \\ /",
    "end",
    "subgraph click",
    "订单 📦 ‮ rtl",
    "A & B &amp; C",
    "a --> b",
    "@{ shape: cyl }",
    ":::class",
  ];
  test.each(texts)("%s", async (text) => {
    const design = sketch(text)
      .boundary("context", "c", { name: text })
      .service("a", { name: text, contexts: ["c"] })
      .service("b", { technology: { name: text } })
      .call("a", "b", { label: text }).design;
    const seen = await parseWithMermaid(flowchart(design).text);
    expect(seen.nodes.map((node) => node.text)).toEqual([text, `b\n[${text}]`]);
    expect(seen.edges.map((edge) => edge.text)).toEqual([text]);
    expect(seen.groups.map((group) => group.title)).toEqual([text]);
  });
  test("a line end becomes a line end of the label", async () => {
    const seen = await parseWithMermaid(flowchart(sketch().service("a", { name: "two\r\nlines" }).design).text);
    expect(seen.nodes[0]?.text).toBe("two\nlines");
  });
});

describe("ids that Mermaid could not read", () => {
  test.each([
    "end",
    "end-user",
    "graph-db",
    "class.x",
    "click",
    "default",
    "TB",
    "a--b",
    "a.",
    "1st",
    "订单",
    "a:b",
    "style",
    "o-x",
    "x",
    "_a",
    "accTitle",
    "direction",
    "href-x",
    "call",
    "subgraph",
  ])("%s", async (id) => {
    const design = sketch().service(id).service("other").boundary("zone", "z").call(id, "other").call("other", id).design;
    const seen = await parseWithMermaid(flowchart(design).text);
    expect(seen.nodes).toHaveLength(2);
    expect(seen.nodes[0]?.text).toBe(id);
    expect(seen.edges.map(({ from, to }) => [from, to])).toEqual([
      [seen.nodes[0]?.id, "other"],
      ["other", seen.nodes[0]?.id],
    ]);
  });
  test("never meet another element's id", async () => {
    const design = sketch().service("end").service("n_end").boundary("zone", "END").boundary("zone", "other").service("订单").service("单子").design;
    const seen = await parseWithMermaid(flowchart(design).text);
    expect(new Set(seen.nodes.map(({ id }) => id)).size).toBe(4);
    expect(seen.groups).toHaveLength(2);
  });
});

test("a boundary whose components stand in another one is no empty frame", async () => {
  const design = sketch()
    .boundary("context", "c")
    .boundary("team", "t", { parent: "r" })
    .boundary("region", "r")
    .boundary("zone", "empty")
    .service("a", { contexts: ["c"], team: "t" }).design;
  expect((await parseWithMermaid(flowchart(design).text)).groups.map(({ id }) => id)).toEqual(["c", "empty"]);
});

test("any text keeps the diagram whole", async () => {
  await fc.assert(
    fc.asyncProperty(fc.string({ unit: "grapheme", maxLength: 40 }), fc.string({ unit: "binary-ascii", maxLength: 40 }), async (first, second) => {
      const design = sketch(first)
        .boundary("context", "c", { name: second })
        .service("a", { name: first, contexts: ["c"] })
        .service("b", { name: second })
        .call("a", "b", { label: `${second}${first}` }).design;
      const seen = await parseWithMermaid(flowchart(design).text);
      expect(seen.nodes.map(({ id }) => id)).toEqual(["a", "b"]);
      expect(seen.edges).toHaveLength(1);
      expect(seen.groups).toHaveLength(1);
    }),
    { numRuns: 150 },
  );
});

test("says what a flowchart cannot show", () => {
  const design = sketch()
    .boundary("context", "c")
    .boundary("zone", "private")
    .service("a", { contexts: ["c"], zone: "private" })
    .call("a", "gone")
    .decision("adr-1", "Use Kafka").design;
  expect(flowchart(design).notes).toEqual([
    "1 component belongs to several boundaries; a flowchart shows each in one of them only.",
    "1 connection was left out because an end does not exist.",
    "A flowchart has no place for decisions.",
    "Of the contracts a flowchart shows protocol, timeout, retries, breaker, fallback and time to live; everything else stays in the design file.",
  ]);
});
