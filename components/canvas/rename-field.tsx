"use client";

import { useEffect, useRef, useState } from "react";
import { rename } from "#lib/editor/commands/edit.ts";
import type { Editor } from "#lib/editor/editor.ts";
import { LINE_LIMIT, type Id } from "#lib/model/schema.ts";
import type { Rectangle } from "#lib/model/geometry.ts";
import type { Camera, Insets } from "./camera.ts";
import type { Scene } from "./scene.ts";

interface RenameFieldProps {
  readonly editor: Editor;
  readonly camera: Camera;
  readonly scene: Scene;
  readonly insets: Insets;
  readonly id: Id;
  /** Gives the focus back to the canvas. */
  onDone(): void;
}

interface Spot {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly name: string;
}

const contains = (outer: Rectangle, inner: Rectangle): boolean =>
  inner.x >= outer.x && inner.y >= outer.y && inner.x + inner.width <= outer.x + outer.width && inner.y + inner.height <= outer.y + outer.height;

/** Where the name of an element stands on the canvas. */
function spotOf(scene: Scene, id: Id): Spot | undefined {
  const card = scene.cards.get(id);
  if (card)
    return {
      x: card.rectangle.x + 34,
      y: card.rectangle.y + card.rectangle.height / 2 - (card.facts.length > 0 ? 20 : 10),
      width: card.rectangle.width - 44,
      name: card.component.name,
    };
  const boundary = scene.boundaries.get(id);
  if (boundary) return { x: boundary.rectangle.x + 28, y: boundary.rectangle.y + 18, width: Math.min(280, boundary.rectangle.width - 40), name: boundary.boundary.name };
  const connection = scene.connections.get(id);
  if (!connection) return undefined;
  const { x, y } = connection.route.label;
  return { x: x - 90, y, width: 180, name: connection.connection.label ?? "" };
}

/** The name of an element as a field in its place: Enter keeps it, Escape does not. It stands above the view, so it is as readable from afar. */
export function RenameField({ editor, camera, scene, insets, id, onDone }: RenameFieldProps) {
  const spot = spotOf(scene, id);
  const [text, setText] = useState(spot?.name ?? "");
  const field = useRef<HTMLInputElement>(null);
  const given = useRef(false);
  const [, follow] = useState(0);
  useEffect(() => camera.subscribe(() => follow((count) => count + 1)), [camera]);
  useEffect(() => {
    field.current?.focus({ preventScroll: true });
    field.current?.select();
    // What was added beside everything else may stand outside the view.
    const bounds = scene.boundsOf([id]);
    if (bounds && !contains(camera.visible(), bounds)) camera.include(bounds, insets);
    // oxlint-disable-next-line react/exhaustive-deps -- Once, when the field appears.
  }, []);
  if (!spot) return null;
  const { x, y, zoom } = camera.view;
  const size = Math.max(13, 13 * zoom);
  const finish = (keep: boolean) => {
    if (given.current) return;
    given.current = true;
    if (keep) rename(editor, id, text);
    else editor.ui.setState({ renaming: undefined });
    onDone();
  };
  return (
    <input
      ref={field}
      data-canvas-ui
      aria-label={scene.connections.has(id) ? "Label of the connection" : "Name"}
      value={text}
      maxLength={LINE_LIMIT}
      spellCheck={false}
      className="absolute z-20 rounded-[4px] border border-accent bg-raised px-1 font-semibold text-text shadow-card outline-none"
      style={{ left: spot.x * zoom + x, top: spot.y * zoom + y - size * 0.85, width: Math.max(120, spot.width * zoom), height: size * 1.7, fontSize: size }}
      onChange={(event) => setText(event.currentTarget.value)}
      onBlur={() => finish(true)}
      onKeyDown={(event) => {
        event.stopPropagation();
        if (event.key === "Enter") finish(true);
        else if (event.key === "Escape") finish(false);
      }}
    />
  );
}
