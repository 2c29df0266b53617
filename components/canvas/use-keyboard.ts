"use client";

import { type ClipboardEvent, type KeyboardEvent, useMemo, useRef } from "react";
import { connectionEntry } from "#lib/catalog/connections.ts";
import { kindOf } from "#lib/catalog/kinds.ts";
import { clipOf, clipText, duplicate, paste, readClip } from "#lib/editor/commands/clipboard.ts";
import { cancelConnecting, finishConnecting, startConnecting, typeTarget } from "#lib/editor/commands/connecting.ts";
import { deleteSelection, selectAll } from "#lib/editor/commands/edit.ts";
import { finishRecording, pick, undoPick } from "#lib/editor/commands/flows.ts";
import { moveElements } from "#lib/editor/commands/move.ts";
import type { Editor } from "#lib/editor/editor.ts";
import { type Direction, nearestTo, nextInDirection, readingOrder } from "#lib/editor/walk.ts";
import type { Id } from "#lib/model/schema.ts";
import type { Camera, Insets } from "./camera.ts";
import type { Point, Scene } from "./scene.ts";
import { GRID } from "./use-pointer.ts";
import type { ViewStore } from "./view-state.ts";

export interface KeyboardOptions {
  readonly editor: Editor;
  readonly camera: Camera;
  readonly view: ViewStore;
  readonly scene: () => Scene;
  readonly insets: Insets;
  readonly readOnly: boolean;
  /** Gives up what the pointer is dragging; whether there was something. */
  readonly cancelGesture: () => boolean;
  /** Gives up the walk that is being recorded. */
  readonly cancelRecording: () => void;
}

const ARROWS: Readonly<Record<string, Direction>> = { ArrowLeft: "left", ArrowRight: "right", ArrowUp: "up", ArrowDown: "down" };
const STEP: Record<Direction, { readonly x: number; readonly y: number }> = { left: { x: -1, y: 0 }, right: { x: 1, y: 0 }, up: { x: 0, y: -1 }, down: { x: 0, y: 1 } };
/** How far a second paste of the same clip lands from the first. */
const PASTE_STEP = 32;
/** A card with some air around it. */
const ROOM = { width: 208, height: 104 } as const;

const isField = (target: EventTarget | null) =>
  target instanceof HTMLElement && target.closest("input, textarea, [contenteditable='true'], [role='menu'], [data-canvas-ui]") !== null;

/** What the keys do on the canvas; `CANVAS_SHORTCUTS` lists them for people. */
export function useKeyboard(options: KeyboardOptions) {
  const latest = useRef(options);
  latest.current = options;
  /** Set by Escape with nothing left to step back from: the next Tab leaves the canvas. */
  const leaving = useRef(false);
  const pasted = useRef(0);

  return useMemo(() => {
    const order = (): readonly Id[] => {
      const scene = latest.current.scene();
      const components = readingOrder(scene.rectangles);
      const place = new Map(components.map((id, at) => [id, at]));
      const connections = [...scene.connections.values()].toSorted(
        (a, b) => (place.get(a.connection.from) ?? 0) - (place.get(b.connection.from) ?? 0) || (place.get(a.connection.to) ?? 0) - (place.get(b.connection.to) ?? 0),
      );
      return [...components, ...connections.map(({ id }) => id)];
    };

    const goTo = (id: Id) => {
      const { editor, camera, insets, scene } = latest.current;
      editor.select([id]);
      const bounds = scene().boundsOf([id]);
      if (bounds) camera.include(bounds, insets);
    };

    /** Selects the next one in reading order; false at either end, where the focus leaves the canvas. */
    const walk = (back: boolean): boolean => {
      const ids = order();
      const [selected] = latest.current.editor.ui.getState().selection.slice(-1);
      const at = selected === undefined ? -1 : ids.indexOf(selected);
      const next = at === -1 ? (back ? ids.at(-1) : ids[0]) : ids[at + (back ? -1 : 1)];
      if (at !== -1 && (at + (back ? -1 : 1) < 0 || next === undefined)) return false;
      if (next === undefined) return false;
      goTo(next);
      return true;
    };

    const arrow = (direction: Direction) => {
      const { editor, camera, scene } = latest.current;
      const now = scene();
      const { selection, connecting } = editor.ui.getState();
      if (connecting) editor.ui.setState({ connecting: { from: connecting.from, typed: "" } });
      const current =
        selection.findLast((id) => now.cards.has(id)) ??
        connecting?.from ??
        now.connections.get(selection.at(-1) ?? "")?.connection[direction === "left" || direction === "up" ? "from" : "to"];
      if (current === undefined) {
        const { x, y, width, height } = camera.visible();
        const nearest = nearestTo(now.rectangles, { x: x + width / 2, y: y + height / 2 });
        if (nearest !== undefined) goTo(nearest);
        return;
      }
      if (!selection.includes(current) && !connecting) return goTo(current);
      const next = nextInDirection(now.rectangles, current, direction);
      if (next !== undefined) goTo(next);
    };

    const escape = () => {
      const { editor, view, cancelGesture } = latest.current;
      const { quickAdd, contextMenu } = view.getState();
      const { connecting, lit, selection } = editor.ui.getState();
      if (cancelGesture()) return;
      if (quickAdd || contextMenu) view.setState({ quickAdd: undefined, contextMenu: undefined });
      else if (connecting) cancelConnecting(editor);
      else if (lit.length > 0) editor.ui.setState({ lit: [], marks: [], finding: undefined });
      else if (selection.length > 0) editor.select([]);
      else {
        leaving.current = true;
        editor.announce("Press Tab to leave the canvas");
      }
    };

    const enter = () => {
      const { editor, readOnly } = latest.current;
      const { connecting, selection } = editor.ui.getState();
      const [id] = selection;
      if (readOnly) return;
      if (connecting) finishConnecting(editor);
      else if (selection.length === 1 && id !== undefined) editor.ui.setState({ renaming: id });
    };

    const connectFromSelected = () => {
      const { editor, scene } = latest.current;
      const from = editor.ui.getState().selection.find((id) => scene().cards.has(id));
      if (from !== undefined) startConnecting(editor, from);
    };

    const openQuickAdd = () => {
      const { camera, view, scene, editor } = latest.current;
      const { x, y, width, height } = camera.visible();
      const from = editor.ui.getState().connecting?.from;
      const beside = from === undefined ? undefined : scene().cards.get(from)?.rectangle;
      const at = freeFrom(scene(), beside ? { x: beside.x + beside.width + 200, y: beside.y + beside.height / 2 } : { x: x + width / 2, y: y + height / 2 });
      editor.ui.setState({ connecting: undefined });
      view.setState({ quickAdd: { screen: camera.toScreen({ x: x + width / 2, y: y + height / 2 }), at, from } });
    };

    /** Opens the properties of what is selected, at the first that matters for its kind. */
    const inspect = () => {
      const { editor } = latest.current;
      const [id] = editor.ui.getState().selection.slice(-1);
      if (id === undefined) return;
      const { index } = editor.derived;
      const component = index.component(id);
      const connection = index.connections.get(id);
      editor.reveal([id], (component ? kindOf(component.kind) : connection && connectionEntry(connection.kind))?.essentials[0] ?? "name");
    };

    const withModifier = (event: KeyboardEvent<HTMLElement>): boolean => {
      const { editor, readOnly } = latest.current;
      switch (event.key.toLowerCase()) {
        case "a":
          selectAll(editor);
          return true;
        case "d":
          if (!readOnly) duplicate(editor);
          return true;
        case "z":
          if (!readOnly) say(editor, event.shiftKey ? "Redone" : "Undone", event.shiftKey ? editor.redo() : editor.undo());
          return true;
        case "y":
          if (!readOnly) say(editor, "Redone", editor.redo());
          return true;
        default:
          return false;
      }
    };

    const plain = (event: KeyboardEvent<HTMLElement>): boolean => {
      const { editor, camera, insets, scene, readOnly } = latest.current;
      switch (event.key) {
        case "Enter":
        case "F2":
          enter();
          return true;
        case "Escape":
          escape();
          return true;
        case "Delete":
        case "Backspace":
          if (!readOnly) deleteSelection(editor);
          return true;
        case "c":
          if (!readOnly) connectFromSelected();
          return true;
        case "n":
          if (!readOnly) openQuickAdd();
          return true;
        case "i":
          inspect();
          return true;
        case "+":
        case "=":
          camera.zoomBy(1.25);
          return true;
        case "-":
          camera.zoomBy(0.8);
          return true;
        case "0":
          camera.zoomTo(1);
          return true;
        case "1":
          camera.fit(scene().bounds, insets);
          return true;
        default:
          return false;
      }
    };

    /** While a walk is recorded: Space and Enter pick what is active, Enter on what was picked last finishes. */
    const whileRecording = (event: KeyboardEvent<HTMLElement>): boolean => {
      const { editor, view, cancelGesture, cancelRecording } = latest.current;
      const { recording, selection } = editor.ui.getState();
      const { index } = editor.derived;
      const active = selection.findLast((id) => index.components.has(id) || index.connections.has(id));
      const mod = event.ctrlKey || event.metaKey;
      if (!recording || event.altKey) return false;
      if (event.key === "Enter" && (mod || active === undefined || active === recording.last)) finishRecording(editor);
      else if ((event.key === "Enter" || event.key === " ") && active !== undefined) {
        if (!event.repeat) pick(editor, active);
      } else if (event.key === "Backspace" || event.key === "Delete" || (mod && event.key.toLowerCase() === "z")) undoPick(editor);
      else if (event.key === "Escape") {
        if (view.getState().contextMenu) view.setState({ contextMenu: undefined });
        else if (!cancelGesture() && !(recording.choice.length > 0 && undoPick(editor))) cancelRecording();
      } else return false;
      return true;
    };

    /** While a connection is drawn: letters are those of the target's name. */
    const whileConnecting = (event: KeyboardEvent<HTMLElement>): boolean => {
      const { editor, camera, insets, scene, readOnly } = latest.current;
      const { connecting } = editor.ui.getState();
      if (!connecting || readOnly || event.altKey || event.ctrlKey || event.metaKey) return false;
      if (event.key === "+") openQuickAdd();
      else if (event.key === "Backspace" || event.key === "Delete" || event.key.length === 1) {
        const found = typeTarget(editor, event.key.length === 1 ? `${connecting.typed}${event.key}`.trimStart() : connecting.typed.slice(0, -1));
        const bounds = found === undefined ? undefined : scene().boundsOf([found]);
        if (bounds) camera.include(bounds, insets);
      } else return false;
      return true;
    };

    const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
      if (event.defaultPrevented || isField(event.target)) return;
      const { editor, readOnly, view } = latest.current;
      if (whileRecording(event) || whileConnecting(event)) {
        event.preventDefault();
        event.stopPropagation();
        return;
      }
      if (event.key === " ") {
        event.preventDefault();
        if (!view.getState().panning) view.setState({ panning: true });
        return;
      }
      const direction = ARROWS[event.key];
      let handled = false;
      if (event.key === "Tab" && !event.altKey && !event.ctrlKey && !event.metaKey) {
        handled = !leaving.current && walk(event.shiftKey);
        leaving.current = false;
      } else if (direction && event.altKey) {
        const by = STEP[direction];
        const step = event.shiftKey ? 1 : GRID;
        const ids = editor.ui.getState().selection;
        if (!readOnly && ids.length > 0) moveElements(editor, ids, { x: by.x * step, y: by.y * step });
        handled = true;
      } else if (direction && !event.ctrlKey && !event.metaKey) {
        arrow(direction);
        handled = true;
      } else if (event.ctrlKey || event.metaKey) handled = withModifier(event);
      else if (!event.altKey) handled = plain(event);
      if (!handled) return;
      event.preventDefault();
      event.stopPropagation();
    };

    const copy = (event: ClipboardEvent<HTMLElement>): boolean => {
      const clip = isField(event.target) ? undefined : clipOf(latest.current.editor);
      if (!clip) return false;
      event.preventDefault();
      event.clipboardData.setData("text/plain", clipText(clip));
      pasted.current = 0;
      return true;
    };

    return {
      /** Offers kinds for a new component; while a connection is drawn, at its other end. */
      openQuickAdd,
      onKeyDown,
      onKeyUp: (event: KeyboardEvent<HTMLElement>) => {
        if (event.key === " ") latest.current.view.setState({ panning: false });
      },
      onBlur: () => latest.current.view.setState({ panning: false }),
      onCopy: (event: ClipboardEvent<HTMLElement>) => void (copy(event) && latest.current.editor.announce("Copied")),
      onCut: (event: ClipboardEvent<HTMLElement>) => {
        if (!latest.current.readOnly && copy(event)) deleteSelection(latest.current.editor);
      },
      onPaste: (event: ClipboardEvent<HTMLElement>) => {
        if (isField(event.target) || latest.current.readOnly) return;
        const clip = readClip(event.clipboardData.getData("text/plain"));
        if (!clip) return;
        event.preventDefault();
        pasted.current += 1;
        paste(latest.current.editor, clip, "Paste", { x: PASTE_STEP * pasted.current, y: PASTE_STEP * pasted.current });
        latest.current.editor.announce("Pasted");
      },
    };
  }, []);
}

/** Middle of a place for another card: there, or the nearest one to its right or below where none stands. */
function freeFrom(scene: Scene, { x, y }: Point): Point {
  for (let ring = 0; ; ring += 1) {
    for (let down = 0; down <= ring; down += 1) {
      const place = { x: x + ((ring - down) * ROOM.width) / 2, y: y + (down * ROOM.height) / 2 };
      let taken = false;
      scene.grid.visit({ x: place.x - ROOM.width / 2, y: place.y - ROOM.height / 2, ...ROOM }, () => void (taken = true));
      if (!taken) return place;
    }
  }
}

const say = (editor: Editor, done: string, step: string | undefined) => editor.announce(step === undefined ? "Nothing to undo or redo" : `${done}: ${step}`);
