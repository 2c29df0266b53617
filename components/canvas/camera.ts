"use client";

import { useReactFlow, useStoreApi } from "@xyflow/react";
import { useMemo } from "react";
import type { Rectangle } from "#lib/model/geometry.ts";
import type { Point } from "./scene.ts";

export const ZOOM = { least: 0.05, most: 2 } as const;
/** Below `full` a card shows its name only, below `name` it is a painted shape. */
export const DETAIL = { full: 0.55, name: 0.2 } as const;

/** Space at the edges of the canvas that panels cover, in pixels of the screen. */
export interface Insets {
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
  readonly left: number;
}

const MARGIN = 32;
const MOTION_MS = 180;
const motionMs = () => (window.matchMedia("(prefers-reduced-motion: reduce)").matches ? 0 : MOTION_MS);

/** Where the canvas looks: places of screen and canvas, moving and zooming the view. */
export interface Camera {
  readonly view: { readonly x: number; readonly y: number; readonly zoom: number };
  readonly size: { readonly width: number; readonly height: number };
  /** Canvas place of a screen place. */
  toCanvas(screen: Point): Point;
  /** Screen place of a canvas place. */
  toScreen(at: Point): Point;
  /** The part of the canvas that is in view, with a margin in pixels of the screen around. */
  visible(margin?: number): Rectangle;
  subscribe(call: () => void): () => void;
  fit(bounds: Rectangle | undefined, insets: Insets, animated?: boolean): void;
  /** Shows exactly this part of the canvas, as large as it fits. */
  look(bounds: Rectangle, insets: Insets): void;
  /** Brings a rectangle into the free part of the view, gently: centred, and nearer when it would be too small to read. */
  reveal(bounds: Rectangle, insets: Insets): void;
  /** Moves the view just far enough that a rectangle is in it. */
  include(bounds: Rectangle, insets: Insets): void;
  zoomBy(factor: number): void;
  zoomTo(zoom: number): void;
  panBy(by: Point): void;
  centreOn(at: Point): void;
}

const clamp = (value: number, low: number, high: number) => Math.min(high, Math.max(low, value));

/** The camera of the canvas around. */
export function useCamera(): Camera {
  const flow = useReactFlow();
  const store = useStoreApi();
  return useMemo(() => {
    const view = () => {
      const [x, y, zoom] = store.getState().transform;
      return { x, y, zoom };
    };
    const size = () => {
      const { width, height } = store.getState();
      return { width, height };
    };
    const origin = () => {
      const box = store.getState().domNode?.getBoundingClientRect();
      return { x: box?.x ?? 0, y: box?.y ?? 0 };
    };
    const look = (next: { x: number; y: number; zoom: number }, animated = true) => void flow.setViewport(next, { duration: animated ? motionMs() : 0, interpolate: "linear" });
    const free = (insets: Insets) => {
      const { width, height } = size();
      return { x: insets.left, y: insets.top, width: Math.max(80, width - insets.left - insets.right), height: Math.max(80, height - insets.top - insets.bottom) };
    };
    const centre = (bounds: Rectangle, zoom: number, insets: Insets) => {
      const area = free(insets);
      return { x: area.x + area.width / 2 - (bounds.x + bounds.width / 2) * zoom, y: area.y + area.height / 2 - (bounds.y + bounds.height / 2) * zoom, zoom };
    };
    const fitting = (bounds: Rectangle, insets: Insets, margin: number) => {
      const area = free(insets);
      return Math.min((area.width - 2 * margin) / Math.max(1, bounds.width), (area.height - 2 * margin) / Math.max(1, bounds.height));
    };
    return {
      get view() {
        return view();
      },
      get size() {
        return size();
      },
      toCanvas: ({ x, y }) => {
        const { x: left, y: top } = origin();
        const { x: dx, y: dy, zoom } = view();
        return { x: (x - left - dx) / zoom, y: (y - top - dy) / zoom };
      },
      toScreen: ({ x, y }) => {
        const { x: left, y: top } = origin();
        const { x: dx, y: dy, zoom } = view();
        return { x: x * zoom + dx + left, y: y * zoom + dy + top };
      },
      visible: (margin = 0) => {
        const { x, y, zoom } = view();
        const { width, height } = size();
        return { x: (-x - margin) / zoom, y: (-y - margin) / zoom, width: (width + 2 * margin) / zoom, height: (height + 2 * margin) / zoom };
      },
      subscribe: (call) =>
        store.subscribe((state, before) => {
          if (state.transform !== before.transform || state.width !== before.width || state.height !== before.height) call();
        }),
      fit: (bounds, insets, animated = true) => {
        if (!bounds) return look({ x: size().width / 2, y: size().height / 2, zoom: 1 }, animated);
        look(centre(bounds, clamp(fitting(bounds, insets, MARGIN), ZOOM.least, 1), insets), animated);
      },
      look: (bounds, insets) => look(centre(bounds, clamp(fitting(bounds, insets, 0), ZOOM.least, ZOOM.most), insets)),
      reveal: (bounds, insets) => {
        const most = fitting(bounds, insets, MARGIN * 1.5);
        const zoom = clamp(Math.min(Math.max(view().zoom, 0.75), most), Math.min(ZOOM.least, most), 1.25);
        look(centre(bounds, zoom, insets));
      },
      include: (bounds, insets) => {
        const { x, y, zoom } = view();
        const area = free(insets);
        const shift = (start: number, length: number, offset: number, low: number, room: number) => {
          const from = start * zoom + offset;
          const to = from + length * zoom;
          if (from < low + MARGIN) return low + MARGIN - from;
          return to > low + room - MARGIN ? Math.max(low + room - MARGIN - to, low + MARGIN - from) : 0;
        };
        const dx = shift(bounds.x, bounds.width, x, area.x, area.width);
        const dy = shift(bounds.y, bounds.height, y, area.y, area.height);
        if (dx !== 0 || dy !== 0) look({ x: x + dx, y: y + dy, zoom });
      },
      zoomBy: (factor) => void flow.zoomTo(clamp(view().zoom * factor, ZOOM.least, ZOOM.most), { duration: motionMs() }),
      zoomTo: (zoom) => void flow.zoomTo(zoom, { duration: motionMs() }),
      panBy: (by) => void store.getState().panBy({ x: by.x, y: by.y }),
      centreOn: (at) => {
        const { width, height } = size();
        const { zoom } = view();
        look({ x: width / 2 - at.x * zoom, y: height / 2 - at.y * zoom, zoom }, false);
      },
    };
  }, [flow, store]);
}
