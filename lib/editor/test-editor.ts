import type { ComponentKind } from "#lib/model/component.ts";
import type { Design } from "#lib/model/design.ts";
import type { Id } from "#lib/model/schema.ts";
import type { Sketch } from "#lib/model/sketch.ts";
import { SharedDesign } from "#lib/sync/shared-design.ts";
import { addComponent, connect } from "./commands/add.ts";
import { moveElements, type Point } from "./commands/move.ts";
import { Editor } from "./editor.ts";

/** Drives the editor the way a person does, for tests that read as sentences. */
export class TestEditor {
  readonly editor: Editor;

  constructor(start?: Sketch) {
    const shared = new SharedDesign();
    if (start) shared.write(start.design, "start");
    this.editor = new Editor(shared, { today: "2026-11-21" });
  }

  get design(): Design {
    return this.editor.design;
  }
  get ids(): readonly Id[] {
    return this.design.components.map(({ id }) => id);
  }
  get rules(): readonly string[] {
    return this.editor.derived.result.findings.map(({ rule }) => rule);
  }
  add(kind: ComponentKind, name: string, at?: Point): this {
    addComponent(this.editor, kind, at, { name });
    return this;
  }
  connect(from: Id, to: Id): this {
    connect(this.editor, from, to);
    return this;
  }
  select(...ids: Id[]): this {
    this.editor.select(ids);
    return this;
  }
  /** Drags elements by a distance and drops them. */
  drag(ids: readonly Id[], x: number, y: number): this {
    moveElements(this.editor, ids, { x, y }, { rehome: true });
    return this;
  }
  undo(times = 1): this {
    for (let step = 0; step < times; step += 1) this.editor.undo();
    return this;
  }
  redo(times = 1): this {
    for (let step = 0; step < times; step += 1) this.editor.redo();
    return this;
  }
  component(id: Id) {
    return this.design.components.find((component) => component.id === id);
  }
  rectangle(id: Id) {
    const placement = this.editor.derived.placement();
    return placement.components.get(id) ?? placement.boundaries.get(id);
  }
}
