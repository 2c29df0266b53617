"use client";

import type { ElementMark } from "#lib/editor/element-mark.ts";
import type { ConnectionView, Scene } from "./scene.ts";

/** Most characters of what counts as a number: `12`, `2, 5`. */
const NUMBER = 4;
/** How far a number reaches into the label that it heads. */
const OVERLAP = 2;

/** Short words of an analysis or numbers of a walk, below the cards and beside the labels that they are about. */
export function AnalysisMarks({ scene, marks }: { readonly scene: Scene; readonly marks: readonly ElementMark[] }) {
  return marks.map(({ element, text, tone }) => {
    const card = scene.cards.get(element)?.rectangle;
    const line = card ? undefined : scene.connections.get(element);
    if (!card && !line) return null;
    const { x, y, by } = card ? { x: card.x + card.width / 2, y: card.y + card.height + 4, by: "-50%" } : besideLabel(line, text);
    return (
      <span key={element} className="canvas-mark" data-tone={tone} style={{ transform: `translate(${x}px, ${y}px) translateX(${by})` }}>
        {text}
      </span>
    );
  });
}

/** A number stands at the head of the label, where it covers nothing; words stand below it. */
function besideLabel(line: ConnectionView | undefined, text: string) {
  const { x, y } = line?.route.label ?? { x: 0, y: 0 };
  if (text.length > NUMBER) return { x, y: y + 14, by: "-50%" };
  return line?.size ? { x: x - line.size.width / 2 + OVERLAP, y: y - 10, by: "-100%" } : { x, y: y - 10, by: "-50%" };
}
