"use client";

import { useEffect, useLayoutEffect, useRef, useState } from "react";
import type { Camera, Insets } from "./camera.ts";
import type { LayoutRunner } from "./layout/layout-runner.ts";
import { blendedScene, type Scene } from "./scene.ts";

const MOTION_MS = 180;
const easeOut = (share: number) => 1 - (1 - share) ** 3;

/** Whether a scene came as a whole, as an import or a template does: several things at once, and none that was there before. */
function isAnother(scene: Scene, before: Scene): boolean {
  if (scene.cards.size + scene.boundaries.size < 2) return false;
  for (const id of before.cards.keys()) if (scene.cards.has(id)) return false;
  for (const id of before.boundaries.keys()) if (scene.boundaries.has(id)) return false;
  return true;
}

/** The view as it was fitted last, and what into it. */
interface Fitted {
  readonly x: number;
  readonly y: number;
  readonly zoom: number;
  readonly width: number;
  readonly height: number;
  readonly scene: Scene;
}

/**
 * The scene as it arrives on the screen: the first one and every whole one after it is fitted into the view, one that came without places is laid out once,
 * and an automatic layout moves everything to its place instead of jumping.
 */
export function useArrival(scene: Scene, layout: LayoutRunner, camera: Camera, insets: Insets, unplaced: boolean): Scene {
  const [blend, setBlend] = useState<Scene>();
  const last = useRef(scene);
  const animateFrom = useRef<Scene>(undefined);
  const fitted = useRef<Fitted>(undefined);

  // The runner tells just before it writes, so that the scene of that moment is where the motion starts.
  useEffect(
    () =>
      layout.state.subscribe((state, before) => {
        if (state.applied !== before.applied) animateFrom.current = last.current;
      }),
    [layout],
  );

  useLayoutEffect(() => {
    const from = animateFrom.current;
    last.current = scene;
    animateFrom.current = undefined;
    if (!from || from === scene) return undefined;
    camera.fit(scene.bounds, insets);
    if (window.matchMedia("(prefers-reduced-motion: reduce)").matches) return undefined;
    const start = performance.now();
    let frame = 0;
    const step = () => {
      const share = Math.min(1, (performance.now() - start) / MOTION_MS);
      setBlend(share < 1 ? blendedScene(from, scene, easeOut(share)) : undefined);
      if (share < 1) frame = requestAnimationFrame(step);
    };
    step();
    return () => {
      cancelAnimationFrame(frame);
      setBlend(undefined);
    };
  }, [scene, camera, insets]);

  // An empty canvas is looked at as well, so that what is drawn first stays where it was put. Panels around take their place
  // after the canvas is there, so it is fitted again as long as nobody has moved the view or drawn anything.
  const shown = useRef<Scene>(undefined);
  useEffect(() => {
    if (shown.current && isAnother(scene, shown.current)) fitted.current = undefined;
    shown.current = scene;
    const fit = () => {
      const { width, height } = camera.size;
      const { x, y, zoom } = camera.view;
      const before = fitted.current;
      if (width === 0 || height === 0) return;
      const isStill = before !== undefined && before.x === x && before.y === y && before.zoom === zoom && before.scene === scene;
      if (before && (!isStill || (before.width === width && before.height === height))) return;
      camera.fit(scene.bounds, insets, false);
      fitted.current = { ...camera.view, width, height, scene };
    };
    fit();
    return camera.subscribe(fit);
  }, [scene, camera, insets]);
  // In development React mounts everything twice, and React Flow forgets the view in between.
  useEffect(() => () => void (fitted.current = undefined), []);

  useEffect(() => {
    // Who only looks gets it as well: it is written beside the history, and a read-only copy is nobody else's.
    if (unplaced) void layout.placeFresh();
  }, [unplaced, layout]);

  return blend ?? scene;
}
