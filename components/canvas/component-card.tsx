"use client";

import type { Node, NodeProps } from "@xyflow/react";
import { memo } from "react";
import { CommentBadge } from "#components/comments/comment-badge.tsx";
import { KindIcon, technologyOf } from "#components/icon/kind-icon.tsx";
import { outlineOf } from "#lib/catalog/outline.ts";
import { FindingBadge } from "./badge.tsx";
import type { CardView } from "./scene.ts";

/** A component as React Flow carries it. */
export type CardNode = Node<{ readonly view: CardView; readonly lit: boolean; readonly target: boolean; readonly alone: boolean }, "card">;

const PORTS = ["left", "right", "top", "bottom"] as const;
const flag = (on: boolean | undefined) => (on ? "" : undefined);

/** The card of a component. */
export function ComponentCard({ data, selected }: NodeProps<CardNode>) {
  return <Card {...data} selected={selected} />;
}

interface CardProps {
  readonly view: CardView;
  readonly lit: boolean;
  readonly target: boolean;
  readonly alone: boolean;
  readonly selected: boolean;
}

const Card = memo(function Card({ view, lit, target, alone, selected }: CardProps) {
  const { component, shape, subtitle, facts, tint, badge, rectangle } = view;
  const { width, height } = rectangle;
  const { body, rim } = outlineOf(shape, width, height);
  return (
    <div className="canvas-card" data-shape={shape} data-selected={flag(selected)} data-lit={flag(lit)} data-target={flag(target)} data-alone={flag(alone)}>
      <svg className="canvas-card-outline" width={width} height={height} aria-hidden>
        <path className="ring" d={outlineOf(shape, width + 6, height + 6).body} transform="translate(-3 -3)" />
        <path className="body" d={body} />
        {tint === undefined ? null : <rect x="0" y="0" width="3" height={height} fill={`var(--tint-line-${tint})`} style={{ clipPath: `path("${body}")` }} />}
        {rim ? <path className="rim" d={rim} /> : null}
      </svg>
      <div className="canvas-card-head">
        <KindIcon kind={component.kind} technology={technologyOf(component)} size={18} className="shrink-0 text-muted" />
        <div className="canvas-card-words">
          <div className="canvas-card-first">
            <span className="canvas-card-name">{component.name}</span>
            <CommentBadge id={view.id} />
            {badge ? <FindingBadge id={view.id} badge={badge} /> : null}
          </div>
          <div className="canvas-card-subtitle">{subtitle}</div>
        </div>
      </div>
      {facts.length > 0 ? (
        <div className="canvas-card-facts">
          {facts.map((fact) => (
            <span key={fact}>{fact}</span>
          ))}
        </div>
      ) : null}
      {PORTS.map((port) => (
        <span key={port} className="canvas-port" data-port={port} data-port-of={view.id} aria-hidden />
      ))}
    </div>
  );
}, sameLook);

/** Where a card stands is React Flow's business, so a card that only moves is not drawn again. */
function sameLook(before: CardProps, after: CardProps): boolean {
  const [a, b] = [before.view, after.view];
  return (
    before.selected === after.selected &&
    before.lit === after.lit &&
    before.target === after.target &&
    before.alone === after.alone &&
    (a === b ||
      (a.component === b.component &&
        a.badge === b.badge &&
        a.tint === b.tint &&
        a.facts === b.facts &&
        a.subtitle === b.subtitle &&
        a.rectangle.width === b.rectangle.width &&
        a.rectangle.height === b.rectangle.height))
  );
}
