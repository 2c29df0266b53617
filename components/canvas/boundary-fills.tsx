"use client";

import { memo, useEffect, useRef } from "react";
import type { Id } from "#lib/model/schema.ts";
import type { Camera } from "./camera.ts";
import type { Scene } from "./scene.ts";

interface BoundaryFillsProps {
  readonly camera: Camera;
  readonly scene: Scene;
  readonly mounted: ReadonlySet<Id> | undefined;
  /** The boundary in which what is dragged would land. */
  readonly over: Id | undefined;
}

/** The tinted grounds of boundaries. They lie in a layer of their own behind the painted one, so that what is painted inside a boundary is not covered by it. */
export const BoundaryFills = memo(function BoundaryFills({ camera, scene, mounted, over }: BoundaryFillsProps) {
  const layer = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const follow = () => {
      const { x, y, zoom } = camera.view;
      if (layer.current) layer.current.style.transform = `translate(${x}px, ${y}px) scale(${zoom})`;
    };
    follow();
    return camera.subscribe(follow);
  }, [camera]);
  return (
    <div ref={layer} className="canvas-grounds" aria-hidden>
      {[...(mounted ?? [])].map((id) => {
        const view = scene.boundaries.get(id);
        if (!view) return null;
        const { x, y, width, height } = view.rectangle;
        return (
          <div
            key={id}
            className="canvas-ground"
            style={{ width, height, transform: `translate(${x}px, ${y}px)`, background: over === id ? "var(--accent-soft)" : `var(--tint-${view.tint})` }}
          />
        );
      })}
    </div>
  );
});
