import { kindOf } from "#lib/catalog/kinds.ts";
import { type Patch, removeElements, slugOf, takenIds, updateBoundary, updateComponent, updateConnection, updateDesign } from "#lib/model/edit.ts";
import type { Boundary } from "#lib/model/boundary.ts";
import type { Component } from "#lib/model/component.ts";
import type { Connection } from "#lib/model/connection.ts";
import type { Design } from "#lib/model/design.ts";
import { partOf } from "#lib/model/own-id.ts";
import { withOtherIds } from "#lib/model/references.ts";
import { type Id, LINE_LIMIT } from "#lib/model/schema.ts";
import type { Editor } from "../editor.ts";

const count = (ids: readonly Id[], one: string) => (ids.length === 1 ? one : `${ids.length} elements`);

/** Deletes what is selected, with everything that would dangle. */
export function deleteSelection(editor: Editor): void {
  const { selection } = editor.ui.getState();
  if (selection.length === 0) return;
  const names = selection.map((id) => editor.derived.index.component(id)?.name ?? editor.derived.index.boundaries.get(id)?.name ?? "connection");
  if (editor.run(`Delete ${count(selection, names[0] ?? "element")}`, (design) => removeElements(design, selection))) {
    editor.announce(`${count(selection, names[0] ?? "Element")} deleted`);
  }
}

/** Selects every component and boundary. */
export function selectAll(editor: Editor): void {
  editor.select([...editor.design.components, ...editor.design.boundaries].map(({ id }) => id));
}

/** Whether anything but a connection's ends names this component. */
const isReferredTo = (design: Design, id: Id): boolean =>
  design.components.some(({ owner, replicaOf, copyOf, broker }) => [owner, replicaOf, copyOf, broker].includes(id)) ||
  design.connections.some(({ dlq, origin }) => dlq === id || origin === id) ||
  design.flows.some(({ entry }) => entry === id) ||
  design.sagas.some(({ orchestrator, stateStore, steps }) => orchestrator === id || stateStore === id || steps?.some((step) => step.component === id)) ||
  design.alerts.some(({ target }) => target === id) ||
  design.decisions.some(({ elements }) => elements?.includes(id)) ||
  design.waivers.some(({ target }) => target?.includes(id));

/** The id after the first name: another readable beginning before the same part of its own. */
function namedId(editor: Editor, id: Id, name: string): Id {
  const part = partOf(id);
  const named = part === undefined ? undefined : `${slugOf(name)}-${part}`;
  if (named === undefined || (named !== id && takenIds(editor.design).has(named))) return editor.freshId(name);
  return named;
}

/** Gives a component, boundary or connection (its label) a new name; an empty name changes nothing. */
export function rename(editor: Editor, id: Id, name: string): void {
  editor.ui.setState({ renaming: undefined });
  const text = name.trim().slice(0, LINE_LIMIT);
  const { index } = editor.derived;
  const component = index.component(id);
  if (component) {
    if (!text || text === component.name) return;
    // The first name of a fresh component also names it in files: `orders`, not `service-3`.
    const fresh = component.name === kindOf(component.kind).title && !isReferredTo(editor.design, id) ? namedId(editor, id, text) : id;
    const wasSelected = editor.ui.getState().selection.includes(id);
    editor.run("Rename", (design) => {
      const named = updateComponent(design, id, { name: text });
      return fresh === id ? named : withOtherIds(named, new Map([[id, fresh]]));
    });
    if (wasSelected && fresh !== id) editor.select([fresh]);
  } else if (index.boundaries.has(id)) {
    if (text) editor.run("Rename", (design) => updateBoundary(design, id, { name: text }));
  } else if (index.connections.has(id)) editor.run("Rename", (design) => updateConnection(design, id, { label: text || undefined }));
}

/** Gives the design a new title; an empty one changes nothing. */
export function retitle(editor: Editor, title: string): void {
  const text = title.trim().slice(0, LINE_LIMIT);
  if (text) editor.run("Rename design", (design) => updateDesign(design, { title: text }));
}

/** Changes properties of one component. */
export const changeComponent = (editor: Editor, id: Id, patch: Patch<Component>, label = "Edit"): boolean => editor.run(label, (design) => updateComponent(design, id, patch));
/** Changes properties of one connection. */
export const changeConnection = (editor: Editor, id: Id, patch: Patch<Connection>, label = "Edit"): boolean => editor.run(label, (design) => updateConnection(design, id, patch));
/** Changes properties of one boundary. */
export const changeBoundary = (editor: Editor, id: Id, patch: Patch<Boundary>, label = "Edit"): boolean => editor.run(label, (design) => updateBoundary(design, id, patch));
/** Changes properties of the design itself. */
export const changeDesign = (editor: Editor, patch: Patch<Design>, label = "Edit"): boolean => editor.run(label, (design) => updateDesign(design, patch));

/** Turns a connection round. */
export function reverse(editor: Editor, id: Id): void {
  const connection = editor.derived.index.connections.get(id);
  if (connection) editor.run("Reverse", (design) => updateConnection(design, id, { from: connection.to, to: connection.from }));
}

/** Replaces the whole design by an imported one, as one step that can be undone; id stays. */
export function replaceDesign(editor: Editor, imported: Design, label = "Import"): void {
  editor.run(label, (design) => ({ ...imported, id: design.id }), "given");
  editor.select([]);
}
