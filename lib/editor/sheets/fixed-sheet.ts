import { orgDescriptors, type PropertyDescriptor, processDescriptors, requirementsDescriptors, securityDescriptors, designDescriptors } from "#lib/model/describe.ts";
import type { Design } from "#lib/model/design.ts";
import { everyCell, labelColumn, type Sheet, type SheetColumn, type SheetGroup, type SheetRow, valueColumns, writeInPlace } from "./sheet.ts";
import { type ValuePath, valueAt, withListAt, withValueAt } from "./value-path.ts";

interface Named {
  readonly id: string;
  readonly title: string;
  readonly group: SheetGroup;
  readonly description: string;
  readonly one: string;
}

const valueColumn = (title: string, descriptor: Omit<PropertyDescriptor, "key" | "path" | "title">): SheetColumn => ({
  key: "value",
  title,
  role: "value",
  path: [],
  descriptor: { key: "value", path: "", title, ...descriptor },
});

/** Parts of a design whose properties can be rows. */
const PARTS = { requirements: requirementsDescriptors, org: orgDescriptors, security: securityDescriptors, process: processDescriptors } as const;

/** A sheet whose rows are single properties of the design: each with its own unit or choices. Paths lead to a property or to a group of them: `requirements.nfr`. */
export function propertySheet({ paths, ...named }: Named & { readonly paths: readonly string[] }): Sheet {
  const found = paths.flatMap((path) => propertiesAt(path.split(".")));
  const column = valueColumn("Value", { control: "text", required: false });
  return {
    ...named,
    owner: undefined,
    columns: [labelColumn("property", "Property"), column, labelColumn("meaning", "What it means")],
    rows: (design) =>
      found.map(({ path, title, descriptor }): SheetRow => ({
        key: path.join("."),
        path,
        element: undefined,
        place: path.join("."),
        labels: [title, descriptor.description ?? ""],
        value: valueAt(design, path),
        descriptor,
      })),
    cell: everyCell,
    write: writeInPlace,
  };
}

function propertiesAt([part = "", ...rest]: readonly string[]): readonly { readonly path: ValuePath; readonly title: string; readonly descriptor: PropertyDescriptor }[] {
  const fields = part in PARTS ? [...PARTS[part as keyof typeof PARTS].values()] : (designDescriptors.get(part)?.fields ?? []); // Looked up just before.
  return valueColumns(fields)
    .filter(({ path }) => rest.every((key, at) => path[at] === key))
    .map(({ path, title, descriptor }) => ({ path: [part, ...path], title, descriptor }));
}

/** A sheet with one row for each entry of a fixed list, answered by a value: the edge cases, the criteria. */
export function answerSheet({
  path,
  entries,
  label,
  answer,
  ...named
}: Named & {
  readonly path: ValuePath;
  readonly entries: readonly { readonly key: string; readonly title: string }[];
  readonly label: string;
  readonly answer: { readonly title: string } & Omit<PropertyDescriptor, "key" | "path" | "title">;
}): Sheet {
  const { title, ...descriptor } = answer;
  return {
    ...named,
    owner: undefined,
    columns: [labelColumn("entry", label), valueColumn(title, descriptor)],
    rows: (design) =>
      entries.map((entry): SheetRow => {
        const at = [...path, entry.key];
        return { key: entry.key, path: at, element: undefined, place: at.join("."), labels: [entry.title], value: valueAt(design, at) };
      }),
    cell: everyCell,
    write: writeInPlace,
  };
}

/** A sheet whose rows are the entries of a list of texts. */
export const lineSheet = ({ column: title, limit, ...named }: Named & { readonly path: ValuePath; readonly column: string; readonly limit: number }): Sheet =>
  listSheet({ ...named, columns: [valueColumn(title, { control: "text", required: true, limit })], fresh: "" });

/** A sheet whose rows are the entries of a list in the security settings. */
export const securityListSheet = ({ list, ...named }: Named & { readonly list: string }): Sheet =>
  listSheet({ ...named, path: ["security", list], columns: valueColumns(securityDescriptors.get(list)?.fields ?? []), fresh: { name: "" } });

function listSheet({ path, columns, fresh, ...named }: Named & { readonly path: ValuePath; readonly columns: readonly SheetColumn[]; readonly fresh: unknown }): Sheet {
  const row = (at: number, value: unknown): SheetRow => ({ key: String(at), path: [...path, at], element: undefined, place: path.join("."), labels: [], value });
  const entriesOf = (design: Design): readonly unknown[] => {
    const list = valueAt(design, path);
    return Array.isArray(list) ? list : [];
  };
  return {
    ...named,
    owner: undefined,
    columns,
    rows: (design) => entriesOf(design).map((value, at) => row(at, value)),
    cell: everyCell,
    write: writeInPlace,
    add: (design) => {
      const entries = entriesOf(design);
      return { ok: true, design: withValueAt(design, path, [...entries, fresh]), row: row(entries.length, fresh) };
    },
    remove: (design, rows) => {
      const gone = new Set(rows.map((one) => Number(one.path.at(-1))));
      return withListAt(design, path, (entries) => entries.filter((_, at) => !gone.has(at)));
    },
  };
}
