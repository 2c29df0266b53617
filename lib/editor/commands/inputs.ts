import type { Place } from "#lib/analysis/analysis.ts";
import type { Collection, Design } from "#lib/model/design.ts";
import { updateDesign } from "#lib/model/edit.ts";
import type { Editor } from "../editor.ts";
import { withValueAt } from "../sheets/value-path.ts";

const COLLECTION_OF: Partial<Record<Place["type"], Collection>> = { component: "components", connection: "connections", flow: "flows", saga: "sagas", alert: "alerts" };

const keysOf = (property: string): readonly (string | number)[] => property.split(".").map((key) => (/^\d+$/u.test(key) ? Number(key) : key));

/** The design with the number at this place changed; `undefined` takes it away. */
export function withInput(design: Design, { type, id, property }: Place, value: number | undefined): Design {
  if (type === "threshold") {
    const { [id]: _, ...others } = design.config?.thresholds ?? {};
    const thresholds = value === undefined ? others : { ...others, [id]: value };
    return updateDesign(design, { config: { ...design.config, thresholds } });
  }
  const collection = COLLECTION_OF[type];
  if (collection === undefined) return withValueAt(design, keysOf(property), value);
  const at = design[collection].findIndex((member) => member.id === id);
  return at === -1 ? design : withValueAt(design, [collection, at, ...keysOf(property)], value);
}

/** Changes a number that an analysis reads, where it is written, as one step. */
export const setInput = (editor: Editor, place: Place, label: string, value: number | undefined): boolean =>
  editor.run(`Set ${label}`, (design) => withInput(design, place, value));
