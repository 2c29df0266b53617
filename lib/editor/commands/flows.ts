import { addMember, type Patch, removeElements, updateMember } from "#lib/model/edit.ts";
import type { Design } from "#lib/model/design.ts";
import type { Flow } from "#lib/model/flow.ts";
import { counted } from "#lib/model/sentence.ts";
import { type Id, LINE_LIMIT } from "#lib/model/schema.ts";
import type { Editor } from "../editor.ts";
import { hasPicks, nameOfWalk, type Recording, recordingOf, walkOf, withoutGone, withoutLastPick, withPick } from "../recording.ts";

const flowOf = (editor: Editor, id: Id | undefined): Flow | undefined => editor.design.flows.find((flow) => flow.id === id);

/** Starts to record a new flow, or new steps of one at a place of its walk (the end when none is named). */
export function startRecording(editor: Editor, id?: Id, at?: number): void {
  if (editor.readOnly) return;
  const flow = flowOf(editor, id);
  editor.select([]);
  editor.ui.setState({ recording: recordingOf(flow, at), renaming: undefined, connecting: undefined });
  editor.announce(flow ? `Recording more steps of ${flow.name ?? flow.id}` : "Recording a flow: choose connections or components in the order of the walk");
}

/** Takes a recording up again that was cancelled, as far as the design still has what was picked. */
export function resumeRecording(editor: Editor, recording: Recording): void {
  editor.ui.setState({ recording: withoutGone(editor.derived.index, recording) });
}

/** Picks a connection or a component as what comes next in the walk that is being recorded. */
export function pick(editor: Editor, id: Id): void {
  const { recording } = editor.ui.getState();
  if (!recording) return;
  const { index } = editor.derived;
  const next = withPick(index, recording, id);
  if (next === recording) return;
  editor.ui.setState({ recording: next });
  const step = next.picked.length > recording.picked.length ? index.connections.get(next.picked.at(-1) ?? "") : undefined;
  const added = step ? [`Step ${next.before.length + next.picked.length}: ${index.nameOf(step.from)} → ${index.nameOf(step.to)}.`] : [];
  editor.announce([...added, ...(next.remark ? [next.remark.text] : [])].join(" "));
}

/** Takes back the last pick; whether there was one. */
export function undoPick(editor: Editor): boolean {
  const { recording } = editor.ui.getState();
  if (!recording || !hasPicks(recording)) return false;
  const next = withoutLastPick(recording);
  editor.ui.setState({ recording: next });
  editor.announce(`Taken back. ${counted(walkOf(next).length, "step")}`);
  return true;
}

/** Gives a recording up; gives it back, so that it can be taken up again, when something had been picked. */
export function cancelRecording(editor: Editor): Recording | undefined {
  const { recording } = editor.ui.getState();
  editor.ui.setState({ recording: undefined });
  editor.announce("Recording cancelled");
  return recording && hasPicks(recording) ? recording : undefined;
}

/** Keeps what was recorded, as one step, and opens the flow in its panel; a new one at its name. Returns its id. */
export function finishRecording(editor: Editor): Id | undefined {
  const { recording } = editor.ui.getState();
  if (!recording) return undefined;
  editor.ui.setState({ recording: undefined, selection: [] });
  const connections = [...walkOf(recording)];
  if (recording.picked.length === 0) {
    editor.announce("Nothing was recorded");
    return recording.flow;
  }
  const start = recording.entry === undefined ? {} : { entry: recording.entry };
  if (recording.flow !== undefined) {
    const id = recording.flow;
    changeFlow(editor, id, { connections, ...start }, `Record ${counted(recording.picked.length, "step")}`);
    editor.openFlow(id, `connections.${recording.before.length + recording.picked.length - 1}`);
    editor.announce(`${counted(recording.picked.length, "step")} added`);
    return id;
  }
  const name = nameOfWalk(editor.derived.index, recording.entry, connections).slice(0, LINE_LIMIT);
  const id = editor.freshId(name);
  editor.run("Record a flow", (design) => addMember(design, "flows", { id, name, connections, ...start }));
  editor.openFlow(id, "name");
  editor.announce(`Flow with ${counted(connections.length, "step")} recorded`);
  return id;
}

/** Changes properties of one flow. */
export const changeFlow = (editor: Editor, id: Id, patch: Patch<Flow>, label = "Edit flow"): boolean => editor.run(label, (design) => updateMember(design, "flows", id, patch));

/** Deletes a flow or a saga; flows let go of a saga that is gone. */
export function removeFlow(editor: Editor, id: Id): void {
  const member = flowOf(editor, id) ?? editor.design.sagas.find((saga) => saga.id === id);
  if (member && editor.run(`Delete ${member.name ?? id}`, (design) => removeElements(design, [id]))) editor.announce(`${member.name ?? id} deleted`);
}

/** Moves one step of a flow to another place of its walk. */
export const moveStep = (editor: Editor, id: Id, from: number, to: number): boolean => editor.run("Move step", (design) => withWalk(design, id, (walk) => moved(walk, from, to)));

/** Takes one step out of a flow. */
export const removeStep = (editor: Editor, id: Id, at: number): boolean =>
  editor.run("Remove step", (design) => withWalk(design, id, (walk) => walk.filter((_, position) => position !== at)));

function withWalk(design: Design, id: Id, change: (walk: readonly Id[]) => readonly Id[]): Design {
  const walk = design.flows.find((flow) => flow.id === id)?.connections ?? [];
  const next = change(walk);
  return next === walk ? design : updateMember(design, "flows", id, { connections: [...next] });
}

/** A list with one item at another place; the same list when there is no such place. */
export function moved<Item>(items: readonly Item[], from: number, to: number): readonly Item[] {
  const item = items[from];
  if (item === undefined || from === to || to < 0 || to >= items.length) return items;
  return items.toSpliced(from, 1).toSpliced(to, 0, item);
}
