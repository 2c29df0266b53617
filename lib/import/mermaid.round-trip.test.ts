import fc from "fast-check";
import { expect, test } from "vitest";
import { connectionKindsBetween } from "#lib/catalog/connections.ts";
import { flowchart } from "#lib/export/mermaid/flowchart.ts";
import { BOUNDARY_KINDS } from "#lib/model/boundary.ts";
import { COMPONENT_KINDS } from "#lib/model/component.ts";
import { CONNECTION_KINDS } from "#lib/model/connection.ts";
import { type Design, designSchema } from "#lib/model/design.ts";
import { patched } from "#lib/model/edit.ts";
import { sketch } from "#lib/model/sketch.ts";
import { mermaid } from "./mermaid.ts";

/** Designs with all kinds, odd ids and names, nested boundaries, legal and illegal connections. */
const designs = fc
  .record({
    components: fc.array(
      fc.record({
        id: fc.stringMatching(/^[\p{L}\p{N}_][\p{L}\p{N}_.:-]{0,12}$/u),
        kind: fc.constantFrom(...COMPONENT_KINDS),
        name: fc.string({ unit: "grapheme", maxLength: 30 }),
        home: fc.nat(),
        technology: fc.option(fc.constantFrom("PostgreSQL", "Node.js", "X [1]")),
      }),
      { minLength: 1, maxLength: 8 },
    ),
    boundaries: fc.array(fc.record({ id: fc.stringMatching(/^[a-z]{1,3}$/u), kind: fc.constantFrom(...BOUNDARY_KINDS), name: fc.string({ maxLength: 20 }), parent: fc.nat() }), {
      maxLength: 5,
    }),
    connections: fc.array(
      fc.record({ from: fc.nat(), to: fc.nat(), kind: fc.option(fc.constantFrom(...CONNECTION_KINDS)), id: fc.option(fc.stringMatching(/^c[a-z0-9]{1,4}$/u)) }),
      { maxLength: 10 },
    ),
  })
  .map(({ components, boundaries, connections }) => {
    const tidy = (name: string) => name.replaceAll(/\s+/gu, " ").trim();
    let drawn = sketch("Round trip");
    const taken = new Set<string>(["constructor", "prototype", "__proto__"]);
    const fresh = (id: string) => {
      if (taken.has(id)) return false;
      taken.add(id);
      return true;
    };
    const homes: { id: string; kind: (typeof BOUNDARY_KINDS)[number] }[] = [];
    for (const { id, kind, name, parent } of boundaries) {
      if (!fresh(id)) continue;
      const outer = homes[parent % (homes.length + 1)];
      drawn = drawn.boundary(kind, id, { name: tidy(name) || id, ...(outer ? { parent: outer.id } : {}) });
      homes.push({ id, kind });
    }
    for (const { id, kind, name, home, technology } of components) {
      if (!fresh(id)) continue;
      const inside = homes[home % (homes.length + 1)];
      drawn = drawn.component(kind, id, {
        name: tidy(name) || id,
        ...(technology ? { technology: { name: technology } } : {}),
        ...(inside ? (inside.kind === "context" ? { contexts: [inside.id] } : { [inside.kind]: inside.id }) : {}),
      });
    }
    for (const { from, to, kind, id } of connections) {
      const source = drawn.design.components[from % drawn.design.components.length];
      const target = drawn.design.components[to % drawn.design.components.length];
      if (!source || !target || (id && !fresh(id))) continue;
      drawn = drawn.connect(kind ?? connectionKindsBetween(source.kind, target.kind)[0], source.id, target.id, id ? { id } : {});
    }
    return drawn.design;
  });

const meaning = (design: Design) => ({
  title: design.title,
  components: design.components
    .map(({ id, kind, name, contexts, team, zone, region }) => ({ id, kind, name, contexts, team, zone, region }))
    .toSorted((a, b) => (a.id < b.id ? -1 : 1)),
  boundaries: design.boundaries.map(({ id, kind, name, parent }) => ({ id, kind, name, parent })).toSorted((a, b) => (a.id < b.id ? -1 : 1)),
  connections: design.connections.map(({ id, kind, from, to }) => ({ id, kind, from, to })),
});

function read(text: string): Design {
  const result = mermaid.read(text);
  if (!result.ok) throw new Error(`${result.problems[0]?.message}\n${text}`);
  designSchema.parse(result.design);
  return result.design;
}

test("a design that was exported comes back with the same components, boundaries and connections", () => {
  fc.assert(
    fc.property(designs, (design) => {
      const text = flowchart(design).text;
      expect(meaning(read(text)), text).toEqual(meaning(design));
    }),
    { numRuns: 500 },
  );
});

test("what was imported, exported and imported again stays as it is", () => {
  const first = read(`graph LR
    A[Order Service] -->|gRPC · 300ms · 2 retries| B[(Orders<br/>[PostgreSQL])] & C["#quot;C#quot;"]
    A <-->|"talk"| D([User])
    subgraph core[Core]
      A
      subgraph "with blanks"
        B
      end
    end
    C --> core`);
  const second = read(flowchart(first).text);
  const bare = (design: Design) => ({
    ...design,
    components: design.components.map((member) => patched(member, { assumed: undefined })),
    connections: design.connections.map((member) => patched(member, { assumed: undefined })),
  });
  const sorted = (design: Design) => ({ ...bare(design), components: bare(design).components.toSorted((a, b) => (a.id < b.id ? -1 : 1)) });
  expect(sorted(second)).toEqual(sorted({ ...first, id: second.id, title: second.title }));
});
