import * as z from "zod";
import { boundarySchema } from "#lib/model/boundary.ts";
import { type Component, componentSchema } from "#lib/model/component.ts";
import { type Connection, connectionSchema } from "#lib/model/connection.ts";
import type { Design } from "#lib/model/design.ts";
import { takenIds } from "#lib/model/edit.ts";
import type { Id } from "#lib/model/schema.ts";
import type { Editor } from "../editor.ts";
import { insideOf, placed, type Point } from "./move.ts";

const clipSchema = z.object({
  lintelClip: z.literal(1),
  components: z.array(componentSchema).max(5_000),
  connections: z.array(connectionSchema).max(20_000),
  boundaries: z.array(boundarySchema).max(1_000),
  positions: z.record(z.string(), z.object({ x: z.number(), y: z.number() })),
  rectangles: z.record(z.string(), z.object({ x: z.number(), y: z.number(), width: z.number(), height: z.number() })),
});
/** What is copied: components, the connections among them, boundaries, and where they are. */
export type Clip = z.infer<typeof clipSchema>;

/** What is selected, as a clip; nothing when neither a component nor a boundary is selected. */
export function clipOf(editor: Editor): Clip | undefined {
  const { selection, groupBy } = editor.ui.getState();
  const { design, derived } = editor;
  const placement = derived.placement(groupBy);
  const inside = insideOf(
    design,
    selection.filter((id) => derived.index.boundaries.has(id)),
    groupBy,
  );
  const picked = new Set([...selection, ...inside.components, ...inside.boundaries]);
  const components = design.components.filter((component) => picked.has(component.id));
  const boundaries = design.boundaries.filter((boundary) => picked.has(boundary.id));
  if (components.length + boundaries.length === 0) return undefined;
  const ids = new Set(components.map((component) => component.id));
  return {
    lintelClip: 1,
    components,
    boundaries,
    connections: design.connections.filter((connection) => ids.has(connection.from) && ids.has(connection.to)),
    positions: Object.fromEntries(components.flatMap(({ id }) => (placement.components.has(id) ? [[id, pointOf(placement.components.get(id))]] : []))),
    rectangles: Object.fromEntries(boundaries.flatMap(({ id }) => (placement.boundaries.has(id) ? [[id, { ...placement.boundaries.get(id) }]] : []))) as Clip["rectangles"],
  };
}

const pointOf = (point: Point | undefined): Point => ({ x: point?.x ?? 0, y: point?.y ?? 0 });

/** Text for the clipboard; `pasteText` reads it back, in this or another design. */
export const clipText = (clip: Clip): string => JSON.stringify(clip);

/** Reads a clip from the clipboard's text; nothing when the text is something else. */
export function readClip(text: string): Clip | undefined {
  if (!text.startsWith('{"lintelClip"')) return undefined;
  try {
    const parsed = clipSchema.safeParse(JSON.parse(text));
    return parsed.success ? parsed.data : undefined;
  } catch {
    return undefined; // Not JSON after all: somebody else's text.
  }
}

/** Pastes a clip with fresh ids, moved a little from where it was copied, and selects it. Returns the new ids. */
export function paste(editor: Editor, clip: Clip, label = "Paste", by: Point = { x: 32, y: 32 }): readonly Id[] {
  const fresh = new Map<Id, Id>();
  editor.run(label, (design) => pasted(editor, design, clip, by, fresh));
  const selection = [...clip.components, ...clip.boundaries].flatMap(({ id }) => fresh.get(id) ?? []);
  editor.select(selection);
  return selection;
}

function pasted(editor: Editor, design: Design, clip: Clip, by: Point, fresh: Map<Id, Id>): Design {
  const taken = takenIds(design);
  const rename = (id: Id) => {
    const next = editor.freshId(id, taken);
    taken.add(next);
    fresh.set(id, next);
  };
  for (const { id } of [...clip.boundaries, ...clip.components, ...clip.connections]) rename(id);
  const known = new Set([...design.boundaries, ...design.components].map(({ id }) => id));
  const again = (id: Id | undefined): Id | undefined => (id === undefined ? undefined : (fresh.get(id) ?? (known.has(id) ? id : undefined)));
  const ids = (list: readonly Id[] | undefined) => list?.flatMap((id) => again(id) ?? []);
  const components: Component[] = clip.components.map((component) =>
    defined({
      ...component,
      id: again(component.id) ?? component.id,
      contexts: ids(component.contexts),
      team: again(component.team),
      zone: again(component.zone) ?? component.zone,
      region: again(component.region),
      owner: again(component.owner),
      replicaOf: again(component.replicaOf),
      broker: again(component.broker),
    }),
  );
  const connections: Connection[] = clip.connections.map((connection) =>
    defined({
      ...connection,
      id: again(connection.id) ?? connection.id,
      from: again(connection.from) ?? connection.from,
      to: again(connection.to) ?? connection.to,
      dlq: again(connection.dlq),
    }),
  );
  const boundaries = clip.boundaries.map((boundary) => defined({ ...boundary, id: again(boundary.id) ?? boundary.id, parent: again(boundary.parent) }));
  const next: Design = {
    ...design,
    components: [...design.components, ...components],
    connections: [...design.connections, ...connections],
    boundaries: [...design.boundaries, ...boundaries],
  };
  return placed(
    next,
    new Map(Object.entries(clip.positions).map(([id, { x, y }]) => [fresh.get(id) ?? id, { x: x + by.x, y: y + by.y }])),
    new Map(Object.entries(clip.rectangles).map(([id, { x, y, ...size }]) => [fresh.get(id) ?? id, { x: x + by.x, y: y + by.y, ...size }])),
  );
}

/** The same object without properties that are undefined. */
function defined<Value extends object>(value: Value): Value {
  return Object.fromEntries(Object.entries(value).filter(([, member]) => member !== undefined)) as Value;
}

/** Copies the selection beside itself. */
export function duplicate(editor: Editor): readonly Id[] {
  const clip = clipOf(editor);
  return clip ? paste(editor, clip, "Duplicate") : [];
}
