import * as fc from "fast-check";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it, test } from "vitest";
import { sampleDesign, templates } from "#examples/templates.ts";
import { arbitraryDesign } from "#lib/model/arbitrary-design.ts";
import { componentDescriptors, connectionDescriptors, type PropertyDescriptor, valueError } from "#lib/model/describe.ts";
import { COMPONENT_KINDS } from "#lib/model/component.ts";
import { type Design, designSchema } from "#lib/model/design.ts";
import { isSameValue } from "#lib/model/same-value.ts";
import { sketch } from "#lib/model/sketch.ts";
import { parseQuantity } from "#lib/model/quantity.ts";
import { SharedDesign } from "#lib/sync/shared-design.ts";
import { Editor } from "../editor.ts";
import { cellText, readCell } from "./cell-text.ts";
import { SHEETS, sheetById } from "./list.ts";
import { referenceNames } from "./reference-names.ts";
import { cellValue, ownersOf, type Sheet, SHEET_GROUPS, textAt } from "./sheet.ts";
import { valueAt } from "./value-path.ts";
import { clearCells, copyCells, draftKey, enterCells, NEW_ROW, outcomeSentence, pasteCells, removeRows, sheetWorks, workOf } from "./work.ts";

function editorOf(design: Design): Editor {
  const shared = new SharedDesign();
  shared.write(design, "start");
  return new Editor(shared, { today: "2026-11-21" });
}
const sheet = (id: string): Sheet => {
  const found = sheetById(id);
  if (!found) throw new Error(`No sheet is called ${id}.`);
  return found;
};
const work = (editor: Editor, id: string) => workOf(sheetWorks(editor).getState(), sheet(id));
const paste = (editor: Editor, id: string, text: string, from = 0) => {
  const { rows, columns } = sheet(id);
  return pasteCells(editor, sheet(id), text, {
    rows: rows(editor.design)
      .slice(from)
      .map(({ key }) => key),
    columns,
    selected: { rows: 1, columns: 1 },
  });
};
const enter = (editor: Editor, id: string, row: string, column: string, text: string) => enterCells(editor, sheet(id), [{ row, column, text }], "Edit");
const tables = (editor: Editor, id: string) => editor.design.components.find((component) => component.id === id)?.tables;

const EXAMPLES = [sampleDesign(), ...templates().map(({ design }) => design)];
const shop = () => editorOf(sketch().service("orders", { name: "Orders" }).database("orders-db", { name: "Orders database" }).database("audit", { name: "Audit" }).design);

/** A design with one component of every kind, and owners for the rows of every sheet. */
function everything(): Design {
  const apis = [
    { id: "rest", style: "rest" as const, endpoints: [{ id: "create", body: { fields: [{ name: "lines" }] } }] },
    { id: "graph", style: "graphql" as const },
    { id: "rpc", style: "grpc" as const, messages: [{ name: "Order" }] },
  ];
  return COMPONENT_KINDS.reduce((drawn, kind) => drawn.component(kind, kind), sketch())
    .service("orders", { name: "Orders", apis })
    .database("orders-db", { name: "Orders database", tables: [{ name: "orders" }] })
    .component("topic", "order-events", { events: [{ name: "OrderPlaced" }] })
    .decision("adr", "Use PostgreSQL").design;
}

describe("the list of sheets", () => {
  test("has every sheet that a file declares", () => {
    const declaring = readdirSync(import.meta.dirname)
      .filter((name) => name.endsWith(".ts") && !name.endsWith(".test.ts"))
      .filter((name) => /^export const \w+(?:: Sheet)? = (?:\w+Sheet\(|\{$)/mu.test(readFileSync(join(import.meta.dirname, name), "utf8")))
      .map((name) => name.slice(0, -".ts".length));
    expect(declaring.length).toBeGreaterThan(40);
    expect(SHEETS.map(({ id }) => id).toSorted()).toEqual(declaring.toSorted());
  });

  test("names each sheet and each column once", () => {
    expect(new Set(SHEETS.map(({ title }) => title.toLowerCase())).size).toBe(SHEETS.length);
    for (const { id, columns } of SHEETS) {
      expect(new Set(columns.map(({ key }) => key)).size, id).toBe(columns.length);
      expect(new Set(columns.map(({ title }) => title.toLowerCase())).size, id).toBe(columns.length);
    }
    expect(new Set(SHEETS.map(({ group }) => group))).toEqual(new Set(SHEET_GROUPS));
  });

  test("reaches every property of components and connections that a cell can hold", () => {
    const reached = new Set(SHEETS.flatMap(({ owner, columns }) => columns.map(({ descriptor }) => `${owner} ${descriptor.path}`)));
    const missing = (owner: string, fields: Iterable<PropertyDescriptor>): string[] =>
      [...fields].flatMap((field) =>
        field.fields ? missing(owner, field.fields) : reached.has(`${owner} ${field.path}`) || field.path.startsWith("apis.previous.") ? [] : [`${owner} ${field.path}`],
      );
    expect(missing("component", componentDescriptors.values()).concat(missing("connection", connectionDescriptors.values()))).toEqual([
      // Made by the product, and kept on purpose.
      "component id",
      "component assumed",
      "connection id",
      "connection assumed",
    ]);
  });
});

/** What holds for every sheet over any design. */
function checkSheets(design: Design): void {
  const editor = editorOf(design);
  const before = editor.design;
  for (const one of SHEETS) {
    const rows = one.rows(before);
    expect(new Set(rows.map(({ key }) => key)).size, `${one.id}: keys`).toBe(rows.length);
    const names = referenceNames(before, one.owner);
    for (const row of rows) {
      if (one.id !== "production-readiness" && one.id !== "quality-criteria" && one.id !== "edge-cases") expect(valueAt(before, row.path)).toBe(row.value);
      for (const column of one.columns) {
        const value = cellValue(row, column);
        const descriptor = one.cell(row, column);
        if (column.role !== "value" || value === undefined || !descriptor) continue;
        checkText(descriptor, value, names);
      }
    }
    const keys = rows.map(({ key }) => key);
    const copied = copyCells(editor, one, keys, one.columns, true);
    const outcome = pasteCells(editor, one, copied, { rows: keys, columns: one.columns, selected: { rows: 1, columns: 1 } });
    expect(outcome.refused, `${one.id}: a copy is understood`).toEqual([]);
    expect(outcome.added, `${one.id}: a copy adds no row`).toBe(0);
    expect(editor.design, `${one.id}: a paste of what was copied changes nothing`).toBe(before);
  }
}

/** The text of a cell reads back as its value, wherever what people write can say it. */
function checkText(descriptor: PropertyDescriptor, value: unknown, names: ReturnType<typeof referenceNames>): void {
  const text = cellText(descriptor, value, names);
  // A choice of another kind is shown and kept, but not offered.
  if (valueError(descriptor, value) !== undefined) return;
  if (text.trim() === "") return;
  const reading = readCell(descriptor, text, names);
  if (descriptor.control === "quantity") {
    const exact = parseQuantity(descriptor.unit ?? "factor", String(value));
    if (!exact.ok || exact.value !== value) return;
  }
  // What refers into nowhere is shown by its id, and no longer accepted when it is typed.
  if ((descriptor.control === "reference" || descriptor.control === "references") && !reading.ok) return;
  expect(reading, `${descriptor.path}: ${text}`).toMatchObject({ ok: true });
  if (!reading.ok) return;
  const same = isSameValue(normal(reading.value), normal(value));
  expect(same, `${descriptor.path}: ${text} reads back as ${JSON.stringify(value)}`).toBe(true);
}

/** Lists without what cells leave out: what is there twice, and empty groups. */
function normal(value: unknown): unknown {
  if (typeof value === "string") return value.trim();
  if (!Array.isArray(value)) return value;
  const items = value.filter((item) => !Array.isArray(item) || item.length > 0);
  return items.filter((item, at) => items.findIndex((other) => isSameValue(other, item)) === at);
}

describe("every sheet", () => {
  test.each(EXAMPLES.map((design) => [design.title, design] as const))("reads, copies and pastes %s without changing it", (_, design) => checkSheets(design));

  test("does so with any design", () => {
    fc.assert(
      fc.property(arbitraryDesign({ size: 6 }), (design) => checkSheets(design)),
      { numRuns: 60 },
    );
  });

  test("adds a row and takes it away again", () => {
    const design = everything();
    for (const one of SHEETS.filter(({ add }) => add)) {
      const editor = editorOf(design);
      const [owner = []] = (one.owners?.(editor.design) ?? []).toReversed();
      const texts = new Map(ownersOf(one).map((column, at) => [column.key, owner[at] ?? "New"]));
      for (const column of one.columns) {
        const { control, options = [], path } = column.descriptor;
        // A property that some kinds do not have is not what is tried here.
        if (
          column.role !== "value" ||
          (one.id === "components" && column.key !== "name" && column.key !== "kind") ||
          (one.id === "connections" && column.key !== "from" && column.key !== "to")
        )
          continue;
        const reference = referenceNames(editor.design, one.owner).options(path)[0]?.id;
        texts.set(
          column.key,
          column.key === "kind"
            ? String(options[0]?.value)
            : control === "reference"
              ? (reference ?? "")
              : control === "text" || control === "lines" || control === "linesOrAll" || control === "multiline"
                ? "new"
                : control === "quantity"
                  ? "1"
                  : "",
        );
      }
      const entries = [...texts].map(([column, text]) => ({ row: NEW_ROW, column, text }));
      const before = one.rows(editor.design).length;
      const outcome = enterCells(editor, one, entries, "Add");
      expect(outcome, `${one.id} ${JSON.stringify(outcome.refused.map(({ reason }) => reason))}`).toMatchObject({ added: 1, refused: [] });
      expect(one.rows(editor.design), one.id).toHaveLength(before + 1);
      expect(designSchema.safeParse(editor.design).success, one.id).toBe(true);
      const key = outcome.renamed.get(NEW_ROW) ?? "";
      expect(
        one.rows(editor.design).some((row) => row.key === key),
        `${one.id} has ${key}`,
      ).toBe(true);
      expect(removeRows(editor, one, [key]), one.id).toBe(1);
      expect(one.rows(editor.design), one.id).toHaveLength(before);
      editor.undo();
      editor.undo();
      expect(isSameValue(editor.design, design), `${one.id} is undone`).toBe(true);
    }
  });
});

describe("entering", () => {
  it("writes what people write, and keeps what cannot be read beside its reason", () => {
    const editor = editorOf(sketch().service("a", { name: "A" }).service("b", { name: "B" }).call("a", "b", { id: "ab" }).design);
    enter(editor, "calls", "ab", "breaker.openMs", "30s");
    expect(editor.design.connections[0]?.breaker).toEqual({ openMs: 30_000 });
    const outcome = enter(editor, "calls", "ab", "timeoutMs", "soon");
    expect(outcome.refused).toMatchObject([{ row: "ab", text: "soon", reason: "Write a duration such as 300ms, 5s, 2min or 7d." }]);
    expect(editor.design.connections[0]?.timeoutMs).toBeUndefined();
    expect(work(editor, "calls").drafts.get(draftKey("ab", "timeoutMs"))?.text).toBe("soon");
    enter(editor, "calls", "ab", "timeoutMs", "2min");
    expect(editor.design.connections[0]?.timeoutMs).toBe(120_000);
    expect(work(editor, "calls").drafts.size).toBe(0);
    enter(editor, "calls", "ab", "breaker.openMs", "");
    expect(editor.design.connections[0], "a group that is emptied goes").not.toHaveProperty("breaker");
  });

  it("takes limits of fields below zero, and no other quantity", () => {
    const editor = editorOf(everything());
    const [row] = sheet("request-fields").rows(editor.design);
    enter(editor, "request-fields", row!.key, "minimum", "-90");
    expect(editor.design.components.find(({ id }) => id === "orders")?.apis?.[0]?.endpoints?.[0]?.body?.fields?.[0]).toEqual({ name: "lines", minimum: -90 });
    expect(enter(editor, "request-fields", row!.key, "minLength", "-1").refused[0]?.reason).toMatch(/^A negative value makes no sense here\./u);
    expect(enter(editor, "request-fields", row!.key, "minimum", "low").refused[0]?.reason).toBe("Write a number such as 18 or -90.");
  });

  it("takes roles with what they may do", () => {
    const editor = shop();
    paste(editor, "roles", "Name\tPermissions\nadmin\t*\neditor\tposts:*, media:upload\nviewer\t*:read\n");
    expect(editor.design.security?.roles).toEqual([
      { name: "admin", permissions: ["*"] },
      { name: "editor", permissions: ["posts:*", "media:upload"] },
      { name: "viewer", permissions: ["*:read"] },
    ]);
    expect(removeRows(editor, sheet("roles"), ["0", "1", "2"])).toBe(3);
    expect(editor.design.security, "an empty list goes, and with it what held only that").toBeUndefined();
  });

  it("does not write what a kind does not have", () => {
    const editor = shop();
    const [column] = sheet("components").columns.filter(({ key }) => key === "engine");
    const row = sheet("components").rows(editor.design)[0]!;
    expect(sheet("components").cell(row, column!)).toBeUndefined();
    expect(enter(editor, "components", "orders", "engine", "redis").refused[0]?.reason).toBe("Engine does not apply to this row.");
  });

  it("takes a row into the design as soon as it is clear where it belongs", () => {
    const editor = shop();
    const begun = enter(editor, "tables", NEW_ROW, "name", "orders");
    expect(begun.refused[0]?.reason).toBe("Choose the database.");
    const key = work(editor, "tables").pending[0]?.key ?? "";
    expect(begun.renamed.get(NEW_ROW)).toBe(key);
    enter(editor, "tables", key, "owner.0", "orders database");
    expect(tables(editor, "orders-db")).toEqual([{ name: "orders" }]);
    expect(work(editor, "tables").pending).toEqual([]);
    expect(editor.history.undo?.label).toBe("Edit");
  });

  it("makes a connection from its ends", () => {
    const editor = shop();
    enterCells(
      editor,
      sheet("connections"),
      [
        { row: NEW_ROW, column: "from", text: "Orders" },
        { row: NEW_ROW, column: "to", text: "Orders database" },
        { row: NEW_ROW, column: "tls", text: "yes" },
      ],
      "Add",
    );
    expect(editor.design.connections).toMatchObject([{ from: "orders", to: "orders-db", kind: "data", tls: true }]);
  });
});

describe("pasting", () => {
  it("takes a schema of tables and columns from a spreadsheet, each as one step", () => {
    const editor = shop();
    paste(editor, "tables", "Database\tName\tRows expected\nOrders database\torders\t10k\nOrders database\titems\t\nAudit\tlog\t1m\n");
    expect(tables(editor, "orders-db")).toEqual([{ name: "orders", expectedRows: 10_000 }, { name: "items" }]);
    const outcome = paste(
      editor,
      "columns",
      "Table\tName\tType\tDatabase\tMay be empty\norders\tid\tuuid\tOrders database\tno\n\tnote\ttext\t\tyes\nlines\tid\tuuid\tOrders database\t\n",
    );
    expect(outcome).toMatchObject({ added: 3, refused: [] });
    expect(tables(editor, "orders-db")?.[0]?.columns).toEqual([
      { name: "id", type: "uuid", nullable: false },
      { name: "note", type: "text", nullable: true },
    ]);
    expect(tables(editor, "orders-db")?.[2], "a table that a row names is made").toEqual({ name: "lines", columns: [{ name: "id", type: "uuid" }] });
    editor.undo();
    expect(tables(editor, "orders-db")).toEqual([{ name: "orders", expectedRows: 10_000 }, { name: "items" }]);
    editor.undo();
    expect(tables(editor, "orders-db")).toBeUndefined();
    expect(editor.history.undo).toBeUndefined();
  });

  it("writes what it understands and says what it did not", () => {
    const editor = shop();
    const outcome = paste(editor, "tables", "Database\tName\tRows expected\nOrders database\torders\tmany\nNowhere\tlost\t1\n");
    expect(outcomeSentence(sheet("tables"), outcome, () => undefined)).toBe(
      "2 of 6 cells were not understood. 1 table added. Database: No database is called “Nowhere”. Rows expected: Write a whole number such as 3 or 10k.",
    );
    expect(tables(editor, "orders-db")).toEqual([{ name: "orders" }]);
    expect(
      work(editor, "tables").pending.map(({ texts }) => texts.get("name")),
      "a row without a place waits",
    ).toEqual(["lost"]);
  });

  it("follows the columns where there are no titles, fills a range with one cell, and reads quoted cells", () => {
    const editor = editorOf(sketch().service("a", { name: "A" }).service("b", { name: "B" }).call("a", "b", { id: "ab" }).call("b", "a", { id: "ba" }).design);
    const { columns } = sheet("calls");
    const at = columns.findIndex(({ key }) => key === "timeoutMs");
    pasteCells(editor, sheet("calls"), "5s", { rows: ["ab", "ba"], columns: columns.slice(at), selected: { rows: 2, columns: 1 } });
    expect(editor.design.connections.map(({ timeoutMs }) => timeoutMs)).toEqual([5_000, 5_000]);
    const fallback = columns.findIndex(({ key }) => key === "fallback");
    pasteCells(editor, sheet("calls"), '"cached\n""price"""\tpool 5" wide', { rows: ["ab", "ba"], columns: columns.slice(fallback), selected: { rows: 1, columns: 1 } });
    expect(editor.design.connections[0]).toMatchObject({ fallback: 'cached\n"price"', bulkhead: 'pool 5" wide' });
  });

  it("leaves owners of rows that are there as they are", () => {
    const editor = shop();
    paste(editor, "tables", "Database\tName\nOrders database\torders\n");
    const outcome = paste(editor, "tables", "Audit\torders\n");
    expect(outcome.refused[0]?.reason).toBe("Database is fixed here: this row belongs to Orders database.");
    expect(tables(editor, "audit")).toBeUndefined();
  });
});

describe("removing", () => {
  it("keeps what was typed beside the rows that it was typed into", () => {
    const editor = shop();
    paste(editor, "tables", "Database\tName\nOrders database\ta\nOrders database\tb\nOrders database\tc\n");
    const keys = sheet("tables")
      .rows(editor.design)
      .map(({ key }) => key);
    enter(editor, "tables", keys[2]!, "expectedRows", "lots");
    removeRows(editor, sheet("tables"), [keys[0]!]);
    expect(tables(editor, "orders-db")?.map(({ name }) => name)).toEqual(["b", "c"]);
    expect([...work(editor, "tables").drafts]).toEqual([[draftKey(keys[1]!, "expectedRows"), { text: "lots", reason: "Write a whole number such as 3 or 10k." }]]);
  });

  it("empties cells as one step", () => {
    const editor = shop();
    paste(editor, "tables", "Database\tName\tAggregate\nOrders database\ta\tX\nOrders database\tb\tY\n");
    const { columns, rows } = sheet("tables");
    clearCells(
      editor,
      sheet("tables"),
      rows(editor.design).map(({ key }) => key),
      columns,
    );
    expect(tables(editor, "orders-db")).toEqual([{ name: "" }, { name: "" }]);
    editor.undo();
    expect(tables(editor, "orders-db")).toMatchObject([{ aggregate: "X" }, { aggregate: "Y" }]);
  });
});

test("a schema of 60 tables with 600 columns is pasted at once", () => {
  const editor = shop();
  const lines = Array.from({ length: 600 }, (_, at) => `Orders database\ttable_${Math.floor(at / 10)}\tcolumn_${at % 10}\ttext`);
  const began = performance.now();
  const outcome = paste(editor, "columns", ["Database\tTable\tName\tType", ...lines].join("\n"));
  expect(outcome).toMatchObject({ added: 600, refused: [] });
  expect(tables(editor, "orders-db")).toHaveLength(60);
  expect(performance.now() - began).toBeLessThan(3_000);
  const { columns, rows } = sheet("columns");
  expect(textAt(sheet("columns"), editor.design, rows(editor.design)[599]!, columns[1]!)).toBe("table_59");
});
