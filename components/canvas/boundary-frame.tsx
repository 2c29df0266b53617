"use client";

import type { Node, NodeProps } from "@xyflow/react";
import { Boxes, Globe2, type LucideIcon, Shield, Users } from "lucide-react";
import { type CSSProperties, memo } from "react";
import type { BoundaryKind } from "#lib/model/boundary.ts";
import { FindingBadge } from "./badge.tsx";
import { BOUNDARY_TITLES } from "./boundary-titles.ts";
import type { BoundaryView } from "./scene.ts";

/** A boundary as React Flow carries it. */
export type BoundaryNode = Node<{ readonly view: BoundaryView; readonly over: boolean }, "boundary">;

export const BOUNDARY_ICONS: Record<BoundaryKind, LucideIcon> = { context: Boxes, team: Users, zone: Shield, region: Globe2 };

/** Corners and sides at which a boundary is resized. */
export const GRIPS = {
  nw: { x: -1, y: -1 },
  ne: { x: 1, y: -1 },
  sw: { x: -1, y: 1 },
  se: { x: 1, y: 1 },
} as const;
export type Grip = keyof typeof GRIPS;

const flag = (on: boolean | undefined) => (on ? "" : undefined);
const gripStyle = ({ x, y }: (typeof GRIPS)[Grip]): CSSProperties => ({
  [x < 0 ? "left" : "right"]: -7,
  [y < 0 ? "top" : "bottom"]: -7,
  cursor: x === y ? "nwse-resize" : "nesw-resize",
});

/** The container that a boundary is drawn as. */
export const BoundaryFrame = memo(function BoundaryFrame({ data: { view, over }, selected }: NodeProps<BoundaryNode>) {
  const { boundary, tint, count, badge } = view;
  const Icon = BOUNDARY_ICONS[boundary.kind];
  // Custom properties are not in React's type of a style.
  const colors = { "--tint-line": `var(--tint-line-${tint})` } as CSSProperties;
  return (
    <div className="canvas-boundary" data-kind={boundary.kind} data-selected={flag(selected)} data-over={flag(over)} style={colors}>
      <div className="canvas-boundary-title" title={BOUNDARY_TITLES[boundary.kind]}>
        <Icon aria-hidden size={14} className="shrink-0" />
        <span className="name">{boundary.name}</span>
        <span className="count">{count}</span>
        {badge ? <FindingBadge id={view.id} badge={badge} /> : null}
      </div>
      {Object.entries(GRIPS).map(([grip, corner]) => (
        <span key={grip} className="canvas-resize" data-grip={grip} data-grip-of={view.id} style={gripStyle(corner)} aria-hidden />
      ))}
    </div>
  );
});
