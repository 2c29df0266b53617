"use client";

import { useEffect } from "react";
import { boxOf, type Scene } from "./scene.ts";
import { type Rectangle } from "#lib/model/geometry.ts";
import { touches } from "#lib/model/spatial-grid.ts";
import type { Id } from "#lib/model/schema.ts";
import { type Camera, DETAIL } from "./camera.ts";
import { isSubset } from "./subset.ts";
import type { Mounted, ViewStore } from "./view-state.ts";

/** Most cards that stand in the page at once; above it, moving them is no longer smooth and everything is painted. */
const MOST_MOUNTED = 160;
const MOST_LINES = 500;
/** The view counts as still after this long without a change. */
const STILL_MS = 120;
/** What is a little outside the view is mounted as well, in pixels of the screen. */
const AROUND = 240;

/** What should stand in the page for a view, or nothing when all of it is better painted. */
export function mountedFor(scene: Scene, area: Rectangle, zoom: number): Mounted | undefined {
  if (zoom < DETAIL.name) return undefined;
  const cards = new Set<Id>();
  scene.grid.visit(area, (id) => void cards.add(id));
  if (cards.size > MOST_MOUNTED) return undefined;
  const connections = new Set<Id>();
  for (const { id, route } of scene.connections.values()) if (touches(boxOf(route), area)) connections.add(id);
  if (connections.size > MOST_LINES) return undefined;
  const boundaries = new Set<Id>();
  for (const { id, rectangle } of scene.boundaries.values()) if (touches(rectangle, area)) boundaries.add(id);
  return { cards, boundaries, connections };
}

const sameSet = (a: ReadonlySet<Id>, b: ReadonlySet<Id>) => a.size === b.size && isSubset(a, b);
const same = (a: Mounted | undefined, b: Mounted | undefined) =>
  a === b || (a !== undefined && b !== undefined && sameSet(a.cards, b.cards) && sameSet(a.boundaries, b.boundaries) && sameSet(a.connections, b.connections));

/** Most elements that are mounted in one frame. */
const PER_FRAME = { cards: 16, connections: 32 } as const;

/** The next step from what is mounted to what should be: what is painted anyway can come a few at a time. */
function step(now: Mounted | undefined, goal: Mounted): Mounted {
  const cards = some(now?.cards, goal.cards, PER_FRAME.cards);
  const connections = some(now?.connections, goal.connections, PER_FRAME.connections);
  return cards === goal.cards && connections === goal.connections ? goal : { cards, connections, boundaries: goal.boundaries };
}

function some(now: ReadonlySet<Id> | undefined, goal: ReadonlySet<Id>, most: number): ReadonlySet<Id> {
  const next = new Set<Id>();
  let fresh = 0;
  for (const id of goal) {
    if (now?.has(id)) next.add(id);
    else if (fresh < most) {
      next.add(id);
      fresh += 1;
    }
  }
  return next.size === goal.size ? goal : next;
}

/** Keeps what stands in the page in step with the view: nothing is mounted while the view moves, so that moving stays smooth; what comes into view meanwhile is painted. */
export function useDetail(camera: Camera, view: ViewStore, scene: Scene): void {
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let frame = 0;
    const settle = () => {
      if (view.getState().gesture) {
        timer = setTimeout(settle, STILL_MS);
        return;
      }
      const goal = mountedFor(scene, camera.visible(AROUND), camera.view.zoom);
      const { mounted } = view.getState();
      const next = goal && step(mounted, goal);
      if (!same(mounted, next)) view.setState({ mounted: next });
      if (next !== goal) frame = requestAnimationFrame(settle);
    };
    const onMove = () => {
      clearTimeout(timer);
      cancelAnimationFrame(frame);
      // Far away the cards go at once: scaling many of them is what is slow.
      if (view.getState().mounted && camera.view.zoom < DETAIL.name && !view.getState().gesture) view.setState({ mounted: undefined });
      timer = setTimeout(settle, STILL_MS);
    };
    settle();
    const stop = camera.subscribe(onMove);
    return () => {
      stop();
      clearTimeout(timer);
      cancelAnimationFrame(frame);
    };
  }, [camera, view, scene]);
}
