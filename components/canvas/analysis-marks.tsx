"use client";

import { useUi } from "#components/studio/use-editor.tsx";
import type { Scene } from "./scene.ts";

/** Short words of an analysis below the cards and beside the labels that they are about. */
export function AnalysisMarks({ scene }: { readonly scene: Scene }) {
  const marks = useUi((state) => state.marks);
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
