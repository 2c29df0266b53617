import type { Component } from "#lib/model/component.ts";
import type { Id } from "#lib/model/schema.ts";
import type { Editor } from "../editor.ts";
import { connect } from "./add.ts";

/*
 * Drawing a connection with the keyboard: begun at a component, led to another by arrow keys (which select) or by typing its name, then
 * finished or given up.
 */

/** Begins a connection at a component. */
export function startConnecting(editor: Editor, from: Id): void {
  const source = editor.derived.index.component(from);
  if (!source) return;
  editor.ui.setState({ connecting: { from, typed: "" } });
  editor.announce(`Connect ${source.name} to: choose with the arrow keys or type a name, then press Enter`);
}

/** The component that the connection would lead to now, or none. */
export function targetOf(editor: Editor): Id | undefined {
  const { connecting, selection } = editor.ui.getState();
  return connecting && selection.findLast((id) => id !== connecting.from && editor.derived.index.component(id) !== undefined);
}

/** Takes what was typed of a name: selects the component that it fits best, and nothing when it fits none. Returns what it selected. */
export function typeTarget(editor: Editor, typed: string): Id | undefined {
  const { connecting } = editor.ui.getState();
  if (!connecting) return undefined;
  const others = editor.design.components.filter(({ id }) => id !== connecting.from);
  const found = bestNamed(others, typed);
  editor.ui.setState({ connecting: { ...connecting, typed } });
  editor.select(found ? [found.id] : []);
  if (typed !== "") editor.announce(found ? found.name : `No component is called "${typed}"`);
  return found?.id;
}

/** Connects to the target; without one, says so and goes on. Returns the id of the connection. */
export function finishConnecting(editor: Editor): Id | undefined {
  const { connecting } = editor.ui.getState();
  const target = targetOf(editor);
  if (!connecting) return undefined;
  if (target === undefined) {
    editor.announce("Choose a component first");
    return undefined;
  }
  editor.ui.setState({ connecting: undefined });
  return connect(editor, connecting.from, target);
}

/** Gives the connection up; what it began at is selected again. */
export function cancelConnecting(editor: Editor): void {
  const { connecting } = editor.ui.getState();
  if (!connecting) return;
  editor.ui.setState({ connecting: undefined });
  editor.select([connecting.from]);
  editor.announce("Connecting cancelled");
}

/** A name that begins so comes first, then one with a word that does, then one that holds it. */
function bestNamed(components: readonly Component[], typed: string): Component | undefined {
  const wanted = typed.trim().toLowerCase();
  if (wanted === "") return undefined;
  const tests: readonly ((name: string) => boolean)[] = [
    (name) => name.startsWith(wanted),
    (name) => name.split(/[\s_-]+/u).some((word) => word.startsWith(wanted)),
    (name) => name.includes(wanted),
  ];
  for (const test of tests) {
    const found = components.find(({ name }) => test(name.toLowerCase()));
    if (found) return found;
  }
  return undefined;
}
