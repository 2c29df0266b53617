import { designSchema, type Design } from "#lib/model/design.ts";
import { optionTitle } from "#lib/model/option-title.ts";
import { LINE_LIMIT } from "#lib/model/schema.ts";
import { everyCell, labelColumn, type Sheet, type SheetColumn, type SheetRow } from "./sheet.ts";
import { withValueAt } from "./value-path.ts";

/** The eight items of the checklist before production, by id. */
const ITEMS = new Map([
  ["hpa", "Autoscaling"],
  ["pooling", "Connection pools"],
  ["breakers", "Circuit breakers"],
  ["tracing", "Distributed tracing"],
  ["logging", "Structured logs"],
  ["alerts", "Alerts on service level indicators"],
  ["chaos", "Chaos tests"],
  ["loadTest", "Load test at 1.5 × the peak"],
]);

const fields = designSchema.shape.checklist.element.shape;
const column = (key: "done" | "evidence", control: "flag" | "text"): SheetColumn => {
  const title = fields[key].unwrap().meta()?.title ?? key;
  return { key, title, role: "value", path: [key], descriptor: { key, path: "", title, control, required: false, limit: LINE_LIMIT } };
};

const rowsOf = ({ checklist }: Design): readonly SheetRow[] => {
  const listed = new Map(checklist.map((item, at) => [item.id, at]));
  return [...new Set([...ITEMS.keys(), ...listed.keys()])].map((id) => {
    const at = listed.get(id);
    return {
      key: id,
      path: ["checklist", at ?? checklist.length],
      element: undefined,
      place: `checklist.${id}`,
      labels: [ITEMS.get(id) ?? optionTitle(id)],
      value: at === undefined ? { id } : checklist[at],
    };
  });
};

/** The checklist before production, with evidence. */
export const productionReadiness: Sheet = {
  id: "production-readiness",
  title: "Production readiness",
  group: "Review",
  one: "item",
  description: "The checklist before production, with evidence.",
  owner: undefined,
  columns: [labelColumn("item", "Item"), column("done", "flag"), column("evidence", "text")],
  rows: rowsOf,
  cell: everyCell,
  write: (design, row, { path }, value) => {
    // Another cell of the same batch may have put the item on the list.
    const at = design.checklist.findIndex(({ id }) => id === row.key);
    if (at >= 0) return withValueAt(design, ["checklist", at, ...path], value);
    return value === undefined ? design : { ...design, checklist: [...design.checklist, withValueAt({ id: row.key }, path, value)] };
  },
};
