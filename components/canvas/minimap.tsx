"use client";

import { type PointerEvent, useEffect, useRef } from "react";
import { unionOf } from "#lib/model/geometry.ts";
import type { Camera } from "./camera.ts";
import { usePalette } from "./palette.ts";
import type { Scene } from "./scene.ts";

const SIZE = { width: 176, height: 112 } as const;
const MARGIN = 8;

/** The whole design in small, with the part in view; click or drag to look elsewhere. Quiet until the pointer comes near. */
export function Minimap({ camera, scene }: { readonly camera: Camera; readonly scene: Scene }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const frame = useRef<HTMLDivElement>(null);
  const palette = usePalette();
  const bounds = scene.bounds;
  const scale = bounds ? Math.min((SIZE.width - 2 * MARGIN) / Math.max(1, bounds.width), (SIZE.height - 2 * MARGIN) / Math.max(1, bounds.height)) : 1;
  const left = bounds ? (SIZE.width - bounds.width * scale) / 2 - bounds.x * scale : 0;
  const top = bounds ? (SIZE.height - bounds.height * scale) / 2 - bounds.y * scale : 0;

  useEffect(() => {
    const context = canvas.current?.getContext("2d");
    if (!context || !palette) return;
    const ratio = Math.min(2, window.devicePixelRatio || 1);
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.clearRect(0, 0, SIZE.width * ratio, SIZE.height * ratio);
    context.setTransform(ratio * scale, 0, 0, ratio * scale, ratio * left, ratio * top);
    for (const { rectangle, tint } of scene.boundaries.values()) {
      context.fillStyle = palette.tint[tint] ?? palette.color.line;
      context.fillRect(rectangle.x, rectangle.y, rectangle.width, rectangle.height);
      context.strokeStyle = palette.tintLine[tint] ?? palette.color.line;
      context.lineWidth = 0.75 / scale;
      context.strokeRect(rectangle.x, rectangle.y, rectangle.width, rectangle.height);
    }
    for (const { rectangle, badge } of scene.cards.values()) {
      context.fillStyle = badge?.worst === "error" ? palette.color.error : palette.color.edge;
      context.fillRect(rectangle.x, rectangle.y, Math.max(rectangle.width, 2 / scale), Math.max(rectangle.height, 2 / scale));
    }
  }, [scene, palette, scale, left, top]);

  useEffect(() => {
    const show = () => {
      const element = frame.current;
      const seen = camera.visible();
      if (!element) return;
      element.style.transform = `translate(${seen.x * scale + left}px, ${seen.y * scale + top}px)`;
      element.style.width = `${seen.width * scale}px`;
      element.style.height = `${seen.height * scale}px`;
    };
    show();
    return camera.subscribe(show);
  }, [camera, scale, left, top]);

  const look = (event: PointerEvent<HTMLDivElement>) => {
    if (event.buttons !== 1) return;
    const box = event.currentTarget.getBoundingClientRect();
    camera.centreOn({ x: (event.clientX - box.left - left) / scale, y: (event.clientY - box.top - top) / scale });
  };
  const ratio = typeof window === "undefined" ? 1 : Math.min(2, window.devicePixelRatio || 1);
  if (!bounds || !unionOf([bounds])) return null;
  return (
    <div
      className="relative overflow-hidden rounded-md border border-line bg-canvas opacity-70 transition-opacity duration-150 hover:opacity-100 motion-reduce:transition-none"
      style={SIZE}
      aria-hidden
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        look(event);
      }}
      onPointerMove={look}
    >
      <canvas ref={canvas} width={SIZE.width * ratio} height={SIZE.height * ratio} className="absolute inset-0 size-full" />
      <div ref={frame} className="absolute top-0 left-0 rounded-[2px] border-[1.5px] border-accent" />
    </div>
  );
}
