"use client";

import { useEffect, useRef } from "react";
import type { ElementMark } from "#lib/editor/element-mark.ts";
import type { Camera } from "./camera.ts";
import type { ConnectionView, Scene } from "./scene.ts";

/** How much larger than the drawing marks are at most. */
const LARGEST = 4;
/** Most characters of what counts as a number: `12`, `2, 5`. */
const NUMBER = 4;
/** Where a mark stands from its place, whatever its size. */
const BELOW = "-50%, 0";
/** How far a number reaches into the label that it heads. */
const OVERLAP = 2;

interface AnalysisMarksProps {
  readonly camera: Camera;
  readonly scene: Scene;
  readonly marks: readonly ElementMark[];
}

/** Short words of an analysis or numbers of a walk, below the cards and beside the labels that they are about. From afar they stay as large as they are, to be read. */
export function AnalysisMarks({ camera, scene, marks }: AnalysisMarksProps) {
  const layer = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const scale = () => layer.current?.style.setProperty("--mark-scale", String(Math.min(LARGEST, Math.max(1, 1 / camera.view.zoom))));
    scale();
    return camera.subscribe(scale);
  }, [camera]);
  const drawn = marks.map(({ element, text, tone }) => {
    const card = scene.cards.get(element)?.rectangle;
    const line = card ? undefined : scene.connections.get(element);
    if (!card && !line) return null;
    const { x, y, by } = card ? { x: card.x + card.width / 2, y: card.y + card.height + 4, by: BELOW } : besideLabel(line, text);
    return (
      <span key={element} className="canvas-mark" data-tone={tone} style={{ transform: `translate(${x}px, ${y}px) scale(var(--mark-scale)) translate(${by})` }}>
        {text}
      </span>
    );
  });
  return <div ref={layer}>{drawn}</div>;
}

/** A number stands at the head of the label, where it covers nothing; words stand below it. */
function besideLabel(line: ConnectionView | undefined, text: string) {
  const { x, y } = line?.route.label ?? { x: 0, y: 0 };
  if (text.length > NUMBER) return { x, y: y + 14, by: BELOW };
  return line?.size ? { x: x - line.size.width / 2 + OVERLAP, y, by: "-100%, -50%" } : { x, y, by: "-50%, -50%" };
}
