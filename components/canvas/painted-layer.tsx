"use client";

import { useEffect, useMemo, useRef, useState } from "react";
import type { Id } from "#lib/model/schema.ts";
import type { Camera } from "./camera.ts";
import { NOTHING, paint, Tiles } from "./paint.ts";
import { usePalette } from "./palette.ts";
import type { Scene } from "./scene.ts";
import { isSubset } from "./subset.ts";
import type { Gesture, Mounted } from "./view-state.ts";
import { mountedFor } from "./use-detail.ts";

interface PaintedLayerProps {
  readonly camera: Camera;
  /** The scene as the design has it. */
  readonly base: Scene;
  /** The scene with what is being dragged at its place. */
  readonly scene: Scene;
  readonly gesture: Gesture | undefined;
  readonly mounted: Mounted | undefined;
  readonly selection: ReadonlySet<Id>;
  readonly lit: ReadonlySet<Id>;
}

/** Paints everything in view that does not stand in the page itself: all of it when far away or crowded, what just came into view while it moves. */
export function PaintedLayer({ camera, base, scene, gesture, mounted, selection, lit }: PaintedLayerProps) {
  const element = useRef<HTMLCanvasElement>(null);
  const palette = usePalette();
  const dragged = useDragged(base, gesture);
  const latest = useRef<() => void>(undefined);
  const blank = useRef(true);
  const [tiles] = useState(() => ({ base: new Tiles(), dragged: new Tiles() }));

  latest.current = () => {
    const canvas = element.current;
    const context = canvas?.getContext("2d", { alpha: true });
    if (!canvas || !context || !palette) return;
    const ratio = Math.min(2, window.devicePixelRatio || 1);
    const { width, height } = camera.size;
    const resized = canvas.width !== Math.round(width * ratio) || canvas.height !== Math.round(height * ratio);
    if (resized) {
      canvas.width = Math.round(width * ratio);
      canvas.height = Math.round(height * ratio);
      blank.current = true;
    }
    const nothing = mounted !== undefined && covers(mounted, camera, scene);
    if (nothing && blank.current) return;
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.clearRect(0, 0, canvas.width, canvas.height);
    blank.current = nothing;
    if (nothing) return;
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    const common = { view: camera.view, visible: camera.visible(), palette, selection, lit };
    context.save();
    // Cards in the page lie opaque on what is painted, so they need not be left out: the prepared paths stay whatever is mounted.
    paint(context, tiles.base, { ...common, scene: base, skip: dragged?.skip ?? NOTHING, grounded: mounted?.boundaries ?? NOTHING.boundaries });
    context.restore();
    if (dragged) paint(context, tiles.dragged, { ...common, scene: dragged.only(scene), skip: NOTHING, grounded: mounted?.boundaries ?? NOTHING.boundaries });
  };

  // After every render, and whenever the view moves: once per frame.
  const frame = useRef(0);
  const schedule = useMemo(
    () => () => {
      cancelAnimationFrame(frame.current);
      frame.current = requestAnimationFrame(() => latest.current?.());
    },
    [],
  );
  useEffect(() => {
    latest.current?.();
  });
  useEffect(() => {
    const stop = camera.subscribe(schedule);
    return () => {
      stop();
      cancelAnimationFrame(frame.current);
    };
  }, [camera, schedule]);

  return <canvas ref={element} className="canvas-painted" aria-hidden />;
}

/** Whether all that is in view stands in the page. */
function covers(mounted: Mounted, camera: Camera, scene: Scene): boolean {
  const wanted = mountedFor(scene, camera.visible(), camera.view.zoom);
  return wanted !== undefined && isSubset(wanted.cards, mounted.cards) && isSubset(wanted.connections, mounted.connections) && isSubset(wanted.boundaries, mounted.boundaries);
}

/** What is dragged is painted apart, so that the rest keeps its prepared paths from frame to frame. */
function useDragged(base: Scene, gesture: Gesture | undefined) {
  const moved = gesture?.type === "move" ? gesture.moved : undefined;
  return useMemo(() => {
    if (!moved) return undefined;
    const lines = new Set<Id>();
    for (const id of moved) for (const line of base.linesAround(id)) lines.add(line);
    const skip: Mounted = { cards: moved, boundaries: moved, connections: lines };
    return { skip, only: (scene: Scene) => scene.only(moved, lines) };
  }, [base, moved]);
}
