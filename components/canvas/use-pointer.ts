"use client";

import { type MouseEvent as ReactMouseEvent, type PointerEvent as ReactPointerEvent, useEffect, useMemo, useRef } from "react";
import { connect } from "#lib/editor/commands/add.ts";
import { changeConnection } from "#lib/editor/commands/edit.ts";
import { pick } from "#lib/editor/commands/flows.ts";
import { insideOf, moveElements, resizeBoundary } from "#lib/editor/commands/move.ts";
import type { Editor } from "#lib/editor/editor.ts";
import { BOUNDARY_PADDING, boundaryAt, type Rectangle } from "#lib/model/geometry.ts";
import type { Id } from "#lib/model/schema.ts";
import { type Grip, GRIPS } from "./boundary-frame.tsx";
import type { Camera } from "./camera.ts";
import type { Point, Scene } from "./scene.ts";
import type { End, Gesture, ViewStore } from "./view-state.ts";

export const GRID = 8;
/** How far the pointer moves before a press becomes a drag, in pixels of the screen. */
const DRAG_FROM = 4;
/** How near to a line or an edge counts as on it, in pixels of the screen. */
const REACH = 6;
/** Near the edge of the canvas a drag moves the view: from this distance, by at most this much per frame. */
const EDGE = { distance: 36, speed: 14 } as const;

/** What was under the pointer when the button went down. */
type Press =
  | { readonly on: "component" | "frame"; readonly id: Id }
  | { readonly on: "line"; readonly id: Id }
  | { readonly on: "port"; readonly id: Id }
  | { readonly on: "end"; readonly id: Id; readonly end: End }
  | { readonly on: "grip"; readonly id: Id; readonly grip: Grip }
  | { readonly on: "canvas"; readonly boundary: Id | undefined };

interface Drag {
  readonly press: Press;
  readonly start: Point;
  readonly startScreen: Point;
  readonly adding: boolean;
  readonly selectionBefore: readonly Id[];
  moving: boolean;
  last: Point;
  free: boolean;
}

export interface PointerOptions {
  readonly editor: Editor;
  readonly camera: Camera;
  readonly view: ViewStore;
  /** The scene as the design has it, without what is being dragged. */
  readonly scene: () => Scene;
  readonly readOnly: boolean;
}

const isChrome = (target: EventTarget | null): boolean => target instanceof Element && target.closest("[data-canvas-ui]") !== null;
const distance = (a: Point, b: Point) => Math.hypot(a.x - b.x, a.y - b.y);
const snapped = (value: number, free: boolean) => (free ? Math.round(value) : Math.round(value / GRID) * GRID);

/** What the pointer does on the canvas, near and far alike: it asks the scene, not the page, what lies under it. Moving the view is React Flow's. */
export function usePointer(options: PointerOptions) {
  const latest = useRef(options);
  latest.current = options;
  const drag = useRef<Drag>(undefined);
  const frame = useRef(0);
  const rightPress = useRef<Point>(undefined);

  useEffect(() => () => cancelAnimationFrame(frame.current), []);

  return useMemo(() => {
    const pressAt = (target: EventTarget | null, at: Point): Press => {
      const { camera, scene, readOnly } = latest.current;
      const element = target instanceof Element ? target : undefined;
      const data = (name: string) => element?.closest(`[data-${name}]`)?.getAttribute(`data-${name}`) ?? undefined;
      if (!readOnly) {
        const port = data("port-of");
        if (port !== undefined) return { on: "port", id: port };
        const endOf = data("end-of");
        if (endOf !== undefined) return { on: "end", id: endOf, end: data("end") === "from" ? "from" : "to" };
        const gripOf = data("grip-of");
        if (gripOf !== undefined) return { on: "grip", id: gripOf, grip: data("grip") as Grip }; // Only ever written from the list of grips.
      }
      const reach = REACH / camera.view.zoom;
      const now = scene();
      const component = now.componentAt(at);
      if (component !== undefined) return { on: "component", id: component };
      const line = now.connectionAt(at, reach);
      if (line !== undefined) return { on: "line", id: line };
      const framed = now.frameAt(at, reach);
      if (framed !== undefined) return { on: "frame", id: framed };
      return { on: "canvas", boundary: now.boundaryAt(at) };
    };

    const select = (id: Id, adding: boolean) => {
      const { editor } = latest.current;
      const { selection } = editor.ui.getState();
      if (adding) editor.select(selection.includes(id) ? selection.filter((other) => other !== id) : [...selection, id]);
      else if (!selection.includes(id)) editor.select([id]);
    };

    const gestureAt = (current: Drag): Gesture | undefined => {
      const { editor, scene, camera } = latest.current;
      const now = scene();
      const { press, start, last, free } = current;
      const by = { x: last.x - start.x, y: last.y - start.y };
      switch (press.on) {
        case "component":
        case "frame": {
          const ids = editor.ui.getState().selection.filter((id) => now.cards.has(id) || now.boundaries.has(id));
          const anchor = now.cards.get(press.id)?.rectangle ?? now.boundaries.get(press.id)?.rectangle;
          if (ids.length === 0 || !anchor) return undefined;
          const before = latest.current.view.getState().gesture;
          let moved = before?.type === "move" ? before.moved : undefined;
          if (!moved) {
            const inside = insideOf(
              editor.design,
              ids.filter((id) => now.boundaries.has(id)),
              editor.ui.getState().groupBy,
            );
            moved = new Set([...ids, ...inside.components, ...inside.boundaries]);
          }
          const to = { x: snapped(anchor.x + by.x, free) - anchor.x, y: snapped(anchor.y + by.y, free) - anchor.y };
          const middle = { x: anchor.x + to.x + anchor.width / 2, y: anchor.y + to.y + anchor.height / 2 };
          const still: Set<Id> = new Set([...moved].filter((id) => now.boundaries.has(id)));
          return { type: "move", ids, moved, by: to, over: boundaryAt(now.placement, middle, still) };
        }
        case "port":
          return { type: "connect", from: press.id, at: last, over: targetAt(last, camera, now) };
        case "end": {
          const connection = now.connections.get(press.id)?.connection;
          if (!connection) return undefined;
          const fixed = press.end === "to" ? connection.from : connection.to;
          return { type: "connect", from: fixed, at: last, over: targetAt(last, camera, now), replacing: { id: press.id, end: press.end } };
        }
        case "grip": {
          const held = now.boundaries.get(press.id)?.rectangle;
          return held && { type: "resize", id: press.id, rectangle: resized(held, press.grip, by, free) };
        }
        case "line":
        case "canvas":
          return { type: "marquee", rectangle: { x: Math.min(start.x, last.x), y: Math.min(start.y, last.y), width: Math.abs(by.x), height: Math.abs(by.y) } };
      }
    };

    const update = () => {
      const current = drag.current;
      const { editor, view, scene } = latest.current;
      if (!current?.moving) return;
      const gesture = gestureAt(current);
      view.setState({ gesture });
      if (gesture?.type === "marquee") editor.select([...new Set([...current.selectionBefore, ...scene().within(gesture.rectangle)])]);
    };

    /** While something is dragged near the edge, the view follows. */
    const follow = (screen: Point, box: DOMRect) => {
      cancelAnimationFrame(frame.current);
      const push = (place: number, low: number, high: number) => {
        const into = place < low + EDGE.distance ? low + EDGE.distance - place : place > high - EDGE.distance ? high - EDGE.distance - place : 0;
        return Math.max(-1, Math.min(1, into / EDGE.distance)) * EDGE.speed;
      };
      const by = { x: push(screen.x, box.left, box.right), y: push(screen.y, box.top, box.bottom) };
      if (by.x === 0 && by.y === 0) return;
      const step = () => {
        const current = drag.current;
        if (!current?.moving) return;
        latest.current.camera.panBy(by);
        current.last = latest.current.camera.toCanvas(screen);
        update();
        frame.current = requestAnimationFrame(step);
      };
      frame.current = requestAnimationFrame(step);
    };

    const finish = (gesture: Gesture | undefined, screen: Point) => {
      const { editor, view } = latest.current;
      view.setState({ gesture: undefined });
      switch (gesture?.type) {
        case "move":
          moveElements(editor, gesture.ids, gesture.by, { rehome: true });
          break;
        case "resize":
          resizeBoundary(editor, gesture.id, gesture.rectangle);
          break;
        case "connect":
          if (gesture.replacing) {
            const { id, end } = gesture.replacing;
            if (gesture.over !== undefined && changeConnection(editor, id, { [end]: gesture.over }, "Reconnect")) editor.announce("Reconnected");
          } else if (gesture.over !== undefined) connect(editor, gesture.from, gesture.over);
          else view.setState({ quickAdd: { screen, at: gesture.at, from: gesture.from } });
          break;
        case "marquee":
        case undefined:
      }
    };

    const stop = () => {
      drag.current = undefined;
      cancelAnimationFrame(frame.current);
    };

    return {
      onPointerDown: (event: ReactPointerEvent<HTMLElement>) => {
        const { camera, editor, view } = latest.current;
        if (isChrome(event.target)) return;
        if (event.button === 2) rightPress.current = { x: event.clientX, y: event.clientY };
        view.setState({ contextMenu: undefined, quickAdd: undefined });
        if (event.button !== 0 || !event.isPrimary || view.getState().panning) return;
        const screen = { x: event.clientX, y: event.clientY };
        const at = camera.toCanvas(screen);
        const press = pressAt(event.target, at);
        const adding = event.shiftKey || event.metaKey || event.ctrlKey;
        // A finger moves the view; a tap selects when it is lifted.
        if (event.pointerType === "touch" && press.on !== "port") {
          drag.current = { press, start: at, startScreen: screen, adding, selectionBefore: [], moving: false, last: at, free: false };
          return;
        }
        const { selection } = editor.ui.getState();
        drag.current = { press, start: at, startScreen: screen, adding, selectionBefore: adding ? selection : [], moving: false, last: at, free: event.altKey };
        if ((press.on === "component" || press.on === "frame") && !adding) select(press.id, false);
        event.currentTarget.setPointerCapture(event.pointerId);
      },
      onPointerMove: (event: ReactPointerEvent<HTMLElement>) => {
        const current = drag.current;
        const { camera, readOnly } = latest.current;
        if (!current || event.pointerType === "touch") return;
        const screen = { x: event.clientX, y: event.clientY };
        if (!current.moving) {
          if (distance(screen, current.startScreen) < DRAG_FROM) return;
          if (readOnly && current.press.on !== "canvas" && current.press.on !== "line") return;
          current.moving = true;
          if (current.press.on === "component" || current.press.on === "frame") {
            const { selection } = latest.current.editor.ui.getState();
            if (!selection.includes(current.press.id)) select(current.press.id, current.adding);
          }
        }
        current.last = camera.toCanvas(screen);
        current.free = event.altKey;
        update();
        follow(screen, event.currentTarget.getBoundingClientRect());
      },
      onPointerUp: (event: ReactPointerEvent<HTMLElement>) => {
        const { view, editor, camera } = latest.current;
        const screen = { x: event.clientX, y: event.clientY };
        const pressed = rightPress.current;
        if (event.button === 2 && pressed) {
          rightPress.current = undefined;
          if (!isChrome(event.target) && distance(screen, pressed) < DRAG_FROM) openMenu(latest.current, screen, event.target);
          return;
        }
        const current = drag.current;
        if (!current || event.button !== 0) return;
        const gesture = view.getState().gesture;
        stop();
        if (current.moving) return finish(gesture, screen);
        if (event.pointerType === "touch" && distance(screen, current.startScreen) > DRAG_FROM * 2) return;
        const { press, adding } = current;
        if (editor.ui.getState().recording) {
          if (press.on !== "component" && press.on !== "line") return;
          editor.select([press.id]);
          pick(editor, press.id);
        } else if (press.on === "canvas") {
          if (!adding) editor.select(press.boundary === undefined ? [] : [press.boundary]);
          if (!adding && press.boundary === undefined) editor.ui.setState({ lit: [], marks: [], connecting: undefined });
        } else if (press.on === "component") {
          const { connecting } = editor.ui.getState();
          if (connecting) {
            editor.ui.setState({ connecting: undefined });
            connect(editor, connecting.from, press.id);
          } else if (adding) select(press.id, true);
          else editor.select([press.id]);
        } else if (press.on === "frame" || press.on === "line") {
          if (adding) select(press.id, true);
          else editor.select([press.id]);
        } else if (press.on === "port") view.setState({ quickAdd: { screen, at: { x: camera.toCanvas(screen).x + 200, y: camera.toCanvas(screen).y }, from: press.id } });
      },
      onPointerCancel: () => {
        stop();
        latest.current.view.setState({ gesture: undefined });
      },
      /** Gives up what is being dragged; whether there was something. */
      cancel: (): boolean => {
        const moving = drag.current?.moving === true;
        stop();
        if (moving) latest.current.view.setState({ gesture: undefined });
        return moving;
      },
      onContextMenu: (event: ReactMouseEvent<HTMLElement>) => {
        if (isChrome(event.target)) return;
        event.preventDefault();
        // The right button opens the menu when it is let go, because it also moves the view; here is the menu key and the long press.
        if (rightPress.current) return;
        const { editor, camera, scene } = latest.current;
        const [selected] = editor.ui.getState().selection;
        const bounds = selected === undefined ? undefined : scene().boundsOf([selected]);
        const fromKeyboard = event.clientX === 0 && event.clientY === 0;
        if (!fromKeyboard && event.nativeEvent instanceof PointerEvent && event.nativeEvent.pointerType === "touch")
          openMenu(latest.current, { x: event.clientX, y: event.clientY }, event.target);
        else if (bounds) openMenu(latest.current, camera.toScreen({ x: bounds.x + bounds.width / 2, y: bounds.y + bounds.height / 2 }), undefined);
      },
      onDoubleClick: (event: ReactMouseEvent<HTMLElement>) => {
        if (isChrome(event.target)) return;
        const { editor, view, camera, readOnly } = latest.current;
        const screen = { x: event.clientX, y: event.clientY };
        const at = camera.toCanvas(screen);
        const press = pressAt(null, at);
        if (readOnly) return;
        if (press.on === "canvas") view.setState({ quickAdd: { screen, at, from: undefined } });
        else if (press.on === "component" || press.on === "frame" || press.on === "line") {
          editor.select([press.id]);
          editor.ui.setState({ renaming: press.id });
        }
      },
    };
  }, []);
}

const targetAt = (at: Point, camera: Camera, scene: Scene): Id | undefined => scene.componentAt(at) ?? scene.componentAt(at, 10 / camera.view.zoom);

function openMenu({ editor, view, camera, scene }: PointerOptions, screen: Point, from: EventTarget | null | undefined): void {
  const at = camera.toCanvas(screen);
  const reach = REACH / camera.view.zoom;
  const now = scene();
  const [selected] = editor.ui.getState().selection;
  const target = from === undefined ? selected : (now.componentAt(at) ?? now.connectionAt(at, reach) ?? now.frameAt(at, reach) ?? now.boundaryAt(at));
  if (target !== undefined && !editor.ui.getState().selection.includes(target)) editor.select([target]);
  view.setState({ contextMenu: { screen, at, target } });
}

const LEAST = { width: 120, height: BOUNDARY_PADDING.top + 36 } as const;

function resized(held: Rectangle, grip: Grip, by: Point, free: boolean): Rectangle {
  const way = GRIPS[grip];
  const left = way.x < 0 ? Math.min(snapped(held.x + by.x, free), held.x + held.width - LEAST.width) : held.x;
  const top = way.y < 0 ? Math.min(snapped(held.y + by.y, free), held.y + held.height - LEAST.height) : held.y;
  const right = way.x > 0 ? Math.max(snapped(held.x + held.width + by.x, free), held.x + LEAST.width) : held.x + held.width;
  const bottom = way.y > 0 ? Math.max(snapped(held.y + held.height + by.y, free), held.y + LEAST.height) : held.y + held.height;
  return { x: left, y: top, width: right - left, height: bottom - top };
}
