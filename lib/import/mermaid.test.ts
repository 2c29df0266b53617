import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Design, designSchema } from "#lib/model/design.ts";
import { mermaid } from "./mermaid.ts";

function read(text: string): { design: Design; notes: readonly string[] } {
  const result = mermaid.read(text);
  if (!result.ok) throw new Error(result.problems.map(({ message, line, column }) => `${line}:${column} ${message}`).join("\n"));
  designSchema.parse(result.design);
  return { design: result.design, notes: result.notes.map(({ message }) => message) };
}
const namesOf = ({ components }: Design) => components.map(({ id, name }) => `${id}: ${name}`);
const edgesOf = ({ connections }: Design) => connections.map(({ from, to, label }) => `${from} > ${to}${label ? ` "${label}"` : ""}`);
function refused(text: string) {
  const result = mermaid.read(text);
  if (result.ok) throw new Error("was read");
  return result.problems[0];
}

test("a small system", () => {
  const { design } = read(`---
title: Shop
---
%% drawn by hand
flowchart LR
  web([Web shop]) -->|HTTP| gw[API Gateway]
  subgraph core["Ordering"]
    gw -- "300ms · 1 retry" --> order[Order Service]
    order --> db[(PostgreSQL Primary)]
    db ==> copy[(Read replica)]
    order --> redis[(Redis Cache)]
    order -.-> bus[Kafka Event Bus]
  end
  bus --> mail[Mail worker] --> Stripe
`);
  expect(design.title).toBe("Shop");
  expect(design.components.map(({ id, kind, role, assumed }) => [id, kind, role, assumed])).toEqual([
    ["web", "client", undefined, ["kind"]],
    ["gw", "gateway", undefined, ["kind"]],
    ["order", "service", undefined, ["kind"]],
    ["db", "database", "primary", ["kind", "role", "engine", "technology"]],
    ["copy", "database", "replica", ["kind", "role"]],
    ["redis", "cache", undefined, ["kind", "engine", "technology"]],
    ["bus", "broker", undefined, ["kind", "engine", "technology"]],
    ["mail", "service", undefined, ["kind"]],
    ["Stripe", "external", undefined, ["kind", "technology"]],
  ]);
  expect(design.connections.map(({ id, kind, mode, protocol, timeoutMs, retry, label }) => ({ id, kind, mode, protocol, timeoutMs, retry, label }))).toEqual([
    { id: "web-gw", kind: "call", protocol: "rest" },
    { id: "gw-order", kind: "call", timeoutMs: 300, retry: { max: 1 } },
    { id: "order-db", kind: "data", mode: "rw" },
    { id: "db-copy", kind: "replicate" },
    { id: "order-redis", kind: "cacheAccess" },
    { id: "order-bus", kind: "publish" },
    { id: "bus-mail", kind: "subscribe" },
    { id: "mail-stripe", kind: "call" },
  ]);
  expect(design.boundaries).toEqual([{ id: "core", kind: "context", name: "Ordering" }]);
  expect(design.components.filter(({ contexts }) => contexts?.[0] === "core").map(({ id }) => id)).toEqual(["gw", "order", "db", "copy", "redis", "bus"]);
});

describe("the grammar of flowcharts", () => {
  test.each(["graph TD", "graph LR;", "flowchart", "flowchart-elk RL", "graph BT\n", "flowchart TB;", "graph >"])("begins with %s", (header) => {
    expect(edgesOf(read(`${header}\nA-->B`).design)).toEqual(["A > B"]);
  });

  test("nodes in every outline", () => {
    const { design } = read(`flowchart TB
      a[rect]; b(round); c([stadium]); d[[sub]]; e[(data)]; f((circle)); g>flag]; h{choice}; i{{hexagon}}
      j[/lean right/]; k[\\lean left\\]; l[/trapezoid\\]; m[\\upside down/]; n(((double))); o[|bar|]; p(-ellipse-)
      q@{ shape: cyl, label: "New (style)" }; r@{ shape: das, label: "Waiting" }
      s@{
        shape: rounded
        label: "Over several lines"
      }`);
    expect(namesOf(design)).toEqual([
      "a: rect",
      "b: round",
      "c: stadium",
      "d: sub",
      "e: data",
      "f: circle",
      "g: flag",
      "h: choice",
      "i: hexagon",
      "j: lean right",
      "k: lean left",
      "l: trapezoid",
      "m: upside down",
      "n: double",
      "o: bar",
      "p: ellipse",
      "q: New (style)",
      "r: Waiting",
      "s: Over several lines",
    ]);
    expect(design.components.filter(({ kind }) => kind === "database").map(({ id }) => id)).toEqual(["e", "q"]);
    expect(design.components.find(({ id }) => id === "r")?.kind).toBe("queue");
  });

  test("labels: quotes, unicode, Markdown, HTML, entities, icons, line ends", () => {
    const { design } = read(`graph LR
      a["quoted (with) [brackets]"] --> b["**bold** is markup only in Markdown"]
      c["\`a **bold** _idea_\`"]
      d[Zwei<br/>Zeilen<BR>drei]
      e(<a href="https://example.org/x#y">A link</a>)
      f["#quot;x#quot; #35;1 &amp; &#40y&#41 #9829;"]
      g[fa:fa-truck Delivery]
      h[Over
        two lines]
      订单["订单服务 📦"] --> größe
      i["a < b"]
      j["#lt;b#gt;"]
      k(f(x) and g(y))`);
    expect(namesOf(design)).toEqual([
      "a: quoted (with) [brackets]",
      "b: **bold** is markup only in Markdown",
      "c: a bold idea",
      "d: Zwei Zeilen drei",
      "e: A link",
      'f: "x" #1 & (y) ♥',
      "g: Delivery",
      "h: Over two lines",
      "订单: 订单服务 📦",
      "größe: größe",
      "i: a < b",
      "j: <b>",
      "k: f(x) and g(y)",
    ]);
  });

  test("every kind of edge", () => {
    const { design, notes } = read(`graph LR
      A --> B; A --- C; A -.-> D; A -.- E; A ==> F; A === G; A --o H; A --x I; A <--> J; A o--o K; A x--x L
      A ----> M; A -..-> N; A ====> O; A ~~~ P; A <-.-> Q; A <==> R; A -> S`);
    expect(edgesOf(design)).toEqual("BCDEFGHIJKLMNOQRS".split("").map((to) => `A > ${to}`));
    expect(design.connections.filter(({ interaction }) => interaction === "bidi").map(({ to }) => to)).toEqual("JKLQR".split(""));
    expect(design.components.some(({ id }) => id === "P")).toBe(true);
    expect(notes).toContain("1 invisible link left out.");
  });

  test("text on edges", () => {
    const { design } = read(`graph LR
      A -- plain text --> B
      A -- "quoted -- text" --> C
      A -->|between bars| D
      A-->|"quoted | bar"|E
      A -. dotted .-> F
      A -. "v1.2 beta" .-> G
      A == thick ==> H
      A -- open --- I
      A <-- both --> J
      A e1@-- with id --> K
      A e2@--> L
      A --> |after a blank| M
      e1@{ animate: true }
      A ---|use| N`);
    expect(edgesOf(design)).toEqual([
      'A > B "plain text"',
      'A > C "quoted -- text"',
      'A > D "between bars"',
      'A > E "quoted | bar"',
      'A > F "dotted"',
      'A > G "v1.2 beta"',
      'A > H "thick"',
      'A > I "open"',
      'A > J "both"',
      'A > K "with id"',
      "A > L",
      'A > M "after a blank"',
      'A > N "use"',
    ]);
    expect(design.components.map(({ id }) => id)).not.toContain("e1");
  });

  test("chains, fan-out and fan-in", () => {
    expect(edgesOf(read("graph LR; A --> B -- x --> C & D --> E").design)).toEqual(["A > B", 'B > C "x"', 'B > D "x"', "C > E", "D > E"]);
    expect(edgesOf(read("graph LR\nA & B --> C & D").design)).toEqual(["A > C", "A > D", "B > C", "B > D"]);
    expect(edgesOf(read("graph LR\nA -->\n  B\n  --> C").design)).toEqual(["A > B", "B > C"]);
  });

  test("subgraphs: ids, titles, nesting, forward and backward mentions", () => {
    const { design } = read(`flowchart TB
      first --> second
      subgraph one [Team Checkout]
        direction LR
        second
        subgraph two["Inner 'part'"]
          third
        end
      end
      subgraph "Public zone"
        fourth --> third
      end
      subgraph Two words
        fifth
      end
      subgraph outer
        one
      end
      subgraph
        sixth
      end`);
    expect(design.boundaries).toEqual([
      { id: "one", kind: "team", name: "Team Checkout", parent: "outer" },
      { id: "two", kind: "context", name: "Inner 'part'", parent: "one" },
      { id: "public-zone", kind: "zone", name: "Public zone" },
      { id: "two-words", kind: "context", name: "Two words" },
      { id: "outer", kind: "context", name: "outer" },
      { id: "Group", kind: "context", name: "Group" },
    ]);
    expect(design.components.map(({ id, contexts, team, zone }) => [id, contexts?.[0] ?? team ?? zone])).toEqual([
      ["first", undefined],
      ["second", "one"],
      ["third", "two"],
      ["fourth", "public-zone"],
      ["fifth", "two-words"],
      ["sixth", "Group"],
    ]);
  });

  test("an edge on a subgraph ends on a component that stands for the group", () => {
    const { design, notes } = read("graph LR\nsubgraph stores[Stores]\n db[(db)]\nend\na & b --> stores");
    expect(edgesOf(design)).toEqual(["a > stores-group", "b > stores-group"]);
    expect(design.components.find(({ id }) => id === "stores-group")).toEqual({ id: "stores-group", kind: "service", name: "Stores", contexts: ["stores"], assumed: ["kind"] });
    expect(notes).toContain('Arrows end on the subgraph "Stores" itself; a component of the same name inside it stands for the group.');
  });

  test("styling is left out and said", () => {
    const { design, notes } = read(`graph LR
      %%{init: {"theme": "dark"}}%%
      A:::big --> B; classDef big fill:#f9f,stroke:#333;
      class A,B big
      style A fill:#f9f
      linkStyle 0 stroke:red
      click A "https://example.org" "tip"
      accTitle: Named here
      A -.- n["only a remark"]:::note
      %%`);
    expect(namesOf(design)).toEqual(["A: A", "B: B"]);
    expect(design.title).toBe("Named here");
    expect(notes).toEqual([
      "1 remark on the drawing left out.",
      "1 classDef statement left out: a design has no styling of its own.",
      "1 style statement left out: a design has no styling of its own.",
      "1 linkStyle statement left out: a design has no styling of its own.",
      "1 click statement left out: a design has no styling of its own.",
    ]);
  });

  test("keywords may be parts of ids and labels", () => {
    expect(namesOf(read("graph LR\nstyleguide --> end-user\nclassic[the end] --> subgraph_1\nx-ray --> order-x").design)).toEqual([
      "styleguide: styleguide",
      "end-user: end-user",
      "classic: the end",
      "subgraph_1: subgraph_1",
      "x-ray: x-ray",
      "order-x: order-x",
    ]);
  });

  test("ids that a design cannot use get new ones", () => {
    const { design } = read("graph LR\na/b --> constructor --> a!b");
    expect(namesOf(design)).toEqual(["a-b: a/b", "constructor-2: constructor", "a-b-2: a!b"]);
    expect(edgesOf(design)).toEqual(["a-b > constructor-2", "constructor-2 > a-b-2"]);
  });

  test("the first Mermaid block of a Markdown text", () => {
    const { design, notes } = read("# Notes\n\n```mermaid\r\ngraph LR\r\n  A --> B\r\n```\n\n```mermaid\npie\n```\n");
    expect(edgesOf(design)).toEqual(["A > B"]);
    expect(notes).toContain("The text holds several diagrams; the first one was imported.");
  });
});

describe("sequence diagrams", () => {
  test("participants become components, pairs connections, the order a flow", () => {
    const { design, notes } = read(`sequenceDiagram
      title Checkout
      autonumber
      actor me as Customer
      participant api-server as Shop<br/>API
      box Purple Payments
        participant PS as Payment Service
      end
      create participant DB@{ "type": "database" } as Orders
      me->>+api-server: POST /orders; activate PS
      Note over me,PS: a remark
      alt in stock
        api-server->>PS: charge {amount}
        PS-->>api-server: done
      else sold out
        api-server--xme: sorry
      end
      loop every minute
        api-server-)DB: INSERT
        api-server->>api-server: think
      end
      par one
        me->PS: ping
      and two
        PS<<->>Late: hello
      end
      rect rgb(0, 0, 0)
        api-server-->>-me: 202
      end
      destroy DB`);
    expect(design.title).toBe("Checkout");
    expect(design.components.map(({ id, name, kind }) => [id, name, kind])).toEqual([
      ["me", "Customer", "client"],
      ["api-server", "Shop API", "service"],
      ["PS", "Payment Service", "service"],
      ["DB", "Orders", "service"],
      ["Late", "Late", "service"],
    ]);
    expect(edgesOf(design)).toEqual([
      'me > api-server "POST /orders"',
      'api-server > PS "charge {amount}"',
      'PS > api-server "done"',
      'api-server > me "sorry"',
      'api-server > DB "INSERT"',
      'me > PS "ping"',
      'PS > Late "hello"',
    ]);
    expect(design.flows).toEqual([
      {
        id: "messages",
        name: "Checkout",
        entry: "me",
        connections: ["me-api-server", "api-server-ps", "ps-api-server", "api-server-me", "api-server-db", "me-ps", "ps-late", "api-server-me"],
      },
    ]);
    expect(design.components.find(({ id }) => id === "PS")?.contexts).toEqual(["purple-payments"]);
    expect(notes).toContain("1 message of a participant to itself left out: a design has no connection for inner work.");
  });

  test.each(["->", "-->", "->>", "-->>", "-x", "--x", "-)", "--)", "<<->>", "<<-->>", "-|\\", "--|/"])("messages drawn %s", (arrow) => {
    expect(edgesOf(read(`sequenceDiagram\n  Web App${arrow}order-service: hi #35;1`).design)).toEqual(['web-app > order-service "hi #1"']);
  });
});

describe("what cannot be read is refused with the place and the reason", () => {
  test.each([
    ["graph LR\n  A -->", "A node is missing here: the line ends after a link.", 2, 8],
    ["graph LR\n  A --> B ] C", "This cannot be read here: ] C", 2, 11],
    ["graph LR\n  A[never closed", "The label that begins with [ is not closed with ].", 2, 4],
    ["graph LR\nsubgraph x\nA", 'The subgraph "x" is not closed. Add a line with end.', 3, 2],
    ["graph LR\nend", "There is an end without a subgraph. Remove it, or rename a node that is called end.", 2, 1],
    ["erDiagram\n A ||--o{ B : has", "This is a Mermaid entity relationship diagram. Flowcharts (flowchart, graph) and sequence diagrams (sequenceDiagram) can be imported.", 1, 1],
    ["hello world", '"hello" begins no Mermaid diagram. Flowcharts (flowchart, graph) and sequence diagrams (sequenceDiagram) can be imported.', 1, 1],
    ["", "This is not a Mermaid diagram: it has to begin with a word such as flowchart or sequenceDiagram.", 1, 1],
    ["---\ntitle: x\n", "The front matter is not closed. Add a line with --- below it.", 1, 1],
    ["sequenceDiagram\n  A and B", "This cannot be read here: A and B", 2, 3],
  ])("%j", (text, message, line, column) => {
    expect(refused(text)).toMatchObject({ message, line, column });
  });
});

describe("hostile diagrams end quickly", () => {
  const SIZE = 1_990_000;
  const fill = (part: string) => part.repeat(Math.floor(SIZE / part.length));
  test.each([
    ["too large", `graph LR\n${"x".repeat(2_000_001)}`],
    ["one endless id", `graph LR\n${fill("x")}`],
    ["open brackets", `graph LR\n${fill("a[")}`],
    ["open double brackets", `graph LR\n${fill("a[/x/]&")}b`],
    ["open quotes", `graph LR\n${fill('a["')}`],
    ["odd quotes", `graph LR\n${fill('a[5"];')}`],
    ["link texts", `graph LR\n${fill("a -- ")}`],
    ["dots", `graph LR\na -.${fill(".")}x`],
    ["dots in a label", `graph LR\na -. ${fill(".")}x .-> b`],
    ["dashes", `graph LR\na ${fill("-")}`],
    ["nested subgraphs", `graph LR\n${fill("subgraph a\n")}`],
    ["many subgraphs", `graph LR\n${Array.from({ length: 24_000 }, (_, at) => `subgraph s${at}\ns${at + 1}\nend\n`).join("")}`],
    ["fan-out", `graph LR\n${Array.from({ length: 3_000 }, (_, at) => `a${at}`).join(" & ")} --> ${Array.from({ length: 3_000 }, (_, at) => `b${at}`).join(" & ")}`],
    ["statements", `graph LR\n${fill("a;")}`],
    ["styling on one line", `graph LR\n${fill("style a b;")}`],
    ["blank lines", `graph LR\n${fill("\n")}`],
    ["tags", `graph LR\na["${fill("<a")}"]`],
    ["entities", `graph LR\na["${fill("&#1")}"]`],
    ["backticks", `graph LR\na["\`${fill("*_` ")}\`"]`],
    ["settings", `graph LR\na@{${fill("x:")}}`],
    ["fences", fill("```mermaid\n")],
    ["front matter", `---\n${fill("a: b\n")}`],
    ["sequence arrows", `sequenceDiagram\n${fill("a-x")}`],
    ["sequence semicolons", `sequenceDiagram\n${fill("a->>b;")}`],
    ["sequence create", `sequenceDiagram\n${fill("create ")}`],
    ["sequence blocks", `sequenceDiagram\n${fill("loop\n")}`],
  ])("%s", (_name, text) => {
    const start = performance.now();
    const result = mermaid.read(text);
    expect(performance.now() - start).toBeLessThan(3_000);
    if (!result.ok) expect(result.problems[0]?.line).toBeGreaterThan(0);
  });

  test("no text makes it throw", () => {
    const pieces = fc.constantFrom(
      "A",
      "-->",
      "[",
      "]",
      '"',
      "|",
      "subgraph ",
      "end",
      "\n",
      ";",
      "&",
      "@{",
      "}",
      "-- ",
      ":::",
      "<",
      ">",
      "%%",
      "(",
      ")",
      "x",
      "%%{",
      "`",
      "#35;",
      "as",
      "participant ",
      "->>",
      ":",
    );
    fc.assert(
      fc.property(fc.constantFrom("graph LR\n", "sequenceDiagram\n", "---\n", "```mermaid\n", ""), fc.array(pieces, { maxLength: 30 }), (header, parts) => {
        const result = mermaid.read(header + parts.join(""));
        if (result.ok) designSchema.parse(result.design);
        else expect(result.problems).toHaveLength(1);
      }),
      { numRuns: 2_000 },
    );
  });
});
