"use client";

import { memo, useEffect, useRef } from "react";
import type { ElementChange } from "#lib/model/compare.ts";
import type { Rectangle } from "#lib/model/geometry.ts";
import type { Id } from "#lib/model/schema.ts";
import type { Camera } from "./camera.ts";
import type { Scene } from "./scene.ts";

type Kind = ElementChange["kind"];

/** What stands for each kind, beside its colour. */
export const COMPARED_SIGNS: Record<Kind, string> = { added: "+", removed: "−", changed: "~" };
/** From afar signs and lines are this much larger at most. */
const LARGEST = 4;

interface ComparedLayerProps {
  readonly camera: Camera;
  readonly scene: Scene;
  readonly compared: ReadonlyMap<Id, Kind>;
}

/** What was added, removed or changed between two versions, laid over the drawing: a frame in the colour of what happened, with a sign. */
export const ComparedLayer = memo(function ComparedLayer({ camera, scene, compared }: ComparedLayerProps) {
  const layer = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const scale = () => layer.current?.style.setProperty("--mark-scale", String(Math.min(LARGEST, Math.max(1, 1 / camera.view.zoom))));
    scale();
    return camera.subscribe(scale);
  }, [camera]);
  const all = [...compared];
  const frames = all.flatMap(([id, kind]) => {
    const rectangle = scene.cards.get(id)?.rectangle ?? scene.boundaries.get(id)?.rectangle;
    return rectangle ? [{ id, kind, rectangle }] : [];
  });
  const lines = all.flatMap(([id, kind]) => {
    const view = scene.connections.get(id);
    return view ? [{ id, kind, view }] : [];
  });
  return (
    <div ref={layer} aria-hidden className="canvas-compared">
      <svg className="canvas-lines">
        {lines.map(({ id, kind, view }) => (
          <path key={id} className="canvas-compared-line" data-compared={kind} d={view.path} />
        ))}
      </svg>
      {frames.map(({ id, kind, rectangle }) => (
        <Frame key={id} kind={kind} rectangle={rectangle} isGround={scene.boundaries.has(id)} />
      ))}
      {lines.map(({ id, kind, view }) => (
        <span
          key={id}
          className="canvas-compared-sign"
          data-compared={kind}
          style={{ transform: `translate(${view.route.label.x - (view.size?.width ?? 0) / 2}px, ${view.route.label.y}px) scale(var(--mark-scale)) translate(-60%, -50%)` }}
        >
          {COMPARED_SIGNS[kind]}
        </span>
      ))}
    </div>
  );
});

function Frame({ kind, rectangle: { x, y, width, height }, isGround }: { readonly kind: Kind; readonly rectangle: Rectangle; readonly isGround: boolean }) {
  return (
    <>
      <div
        className="canvas-compared-frame"
        data-compared={kind}
        data-ground={isGround ? "" : undefined}
        style={{ width: width + 8, height: height + 8, transform: `translate(${x - 4}px, ${y - 4}px)` }}
      />
      <span className="canvas-compared-sign" data-compared={kind} style={{ transform: `translate(${x - 4}px, ${y - 4}px) scale(var(--mark-scale)) translate(-40%, -40%)` }}>
        {COMPARED_SIGNS[kind]}
      </span>
    </>
  );
}
