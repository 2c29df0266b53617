"use client";

import { memo } from "react";
import { FindingBadge } from "./badge.tsx";
import { DOT, dotOf, headPath } from "./line-shape.ts";
import type { ConnectionView, Point } from "./scene.ts";

interface LineProps {
  readonly view: ConnectionView;
  readonly selected: boolean;
  readonly lit: boolean;
}

const flag = (on: boolean) => (on ? "" : undefined);

/** The line of a connection. */
export const ConnectionLine = memo(function ConnectionLine({ view, selected, lit }: LineProps) {
  const { id, path, line, route, badge } = view;
  const head = headPath(line, route.points);
  const dot = dotOf(line, route.points);
  return (
    <g className="canvas-line" data-connection={id} data-selected={flag(selected)} data-lit={flag(lit)} data-broken={flag(badge?.worst === "error")}>
      <path className="hit" d={path} />
      <path className="stroke" data-line={line} d={path} />
      {line === "replication" ? <path className="gap" d={path} /> : null}
      {head ? <path className="head" data-line={line} d={head} /> : null}
      {dot ? <circle className="dot" cx={dot.x} cy={dot.y} r={DOT} /> : null}
    </g>
  );
});

/** How far from its card an end is held: beside the card's own port, from which a further connection is drawn. */
const END_FROM_CARD = 18;
const heldAt = (end: Point, next: Point): Point => {
  const length = Math.hypot(next.x - end.x, next.y - end.y);
  const share = length === 0 ? 0 : Math.min(END_FROM_CARD / length, 0.5);
  return { x: end.x + (next.x - end.x) * share, y: end.y + (next.y - end.y) * share };
};

/** The ends of the one selected connection, to be carried to another component. They lie above the cards that they touch. */
export function ConnectionEnds({ view: { id, route } }: { readonly view: ConnectionView }) {
  const [first, second] = route.points;
  const last = route.points.at(-1);
  const beforeLast = route.points.at(-2);
  if (!first || !second || !last || !beforeLast) return null;
  const start = heldAt(first, second);
  const end = heldAt(last, beforeLast);
  return (
    <svg className="canvas-lines canvas-ends" aria-hidden>
      <circle className="canvas-end" data-end="from" data-end-of={id} cx={start.x} cy={start.y} r={6} />
      <circle className="canvas-end" data-end="to" data-end-of={id} cx={end.x} cy={end.y} r={6} />
    </svg>
  );
}

/** The label of a connection: protocol and contract in short, an amber dot when nothing is configured, its findings. */
export const ConnectionPill = memo(function ConnectionPill({ view, selected, lit }: LineProps) {
  const { size, route, text, bare, badge, label } = view;
  if (!size) return null;
  return (
    <div
      role="group"
      aria-roledescription="connection"
      aria-label={label}
      className="canvas-pill"
      data-selected={flag(selected)}
      data-lit={flag(lit)}
      style={{ width: size.width, height: size.height, transform: `translate(${route.label.x - size.width / 2}px, ${route.label.y - size.height / 2}px)` }}
    >
      {bare && !badge ? <span className="bare" title="Nothing is configured yet" /> : null}
      {text ? <span className="text">{text}</span> : null}
      {badge ? <FindingBadge id={view.id} badge={badge} /> : null}
    </div>
  );
});
