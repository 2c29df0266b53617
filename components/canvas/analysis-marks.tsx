"use client";

import type { ElementMark } from "#lib/editor/element-mark.ts";
import type { Scene } from "./scene.ts";

/** Short words of an analysis or numbers of a walk, below the cards and beside the labels that they are about. */
export function AnalysisMarks({ scene, marks }: { readonly scene: Scene; readonly marks: readonly ElementMark[] }) {
  return marks.map(({ element, text, tone }) => {
    const card = scene.cards.get(element)?.rectangle;
    const label = card ? undefined : scene.connections.get(element)?.route.label;
    if (!card && !label) return null;
    const [x, y] = card ? [card.x + card.width / 2, card.y + card.height + 4] : [label?.x ?? 0, (label?.y ?? 0) + 14];
    return (
      <span key={element} className="canvas-mark" data-tone={tone} style={{ transform: `translate(${x}px, ${y}px) translateX(-50%)` }}>
        {text}
      </span>
    );
  });
}
