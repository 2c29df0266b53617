import type { Severity } from "#lib/model/design.ts";
import type { Theme } from "./theme.ts";

/** Width and height of a badge, in pixels. */
const SIZE = 18;

/** Marks a place with the shape of a severity, the same as on the canvas: error an octagon, warning a triangle, info a circle. */
export function badge(severity: Severity, x: number, y: number, theme: Theme): string {
  const colour = theme.severity[severity];
  const bar = (top: number, bottom: number, dot: number, paint: string) =>
    `<path d="M8 ${top}V${bottom}" stroke="${paint}" stroke-width="1.75" stroke-linecap="round"/><circle cx="8" cy="${dot}" r="1" fill="${paint}"/>`;
  const ground = `<circle cx="8" cy="8" r="10" fill="${theme.card}"/>`;
  const shapes: Record<Severity, string> = {
    error: `<path d="M5.1 1h5.8L15 5.1v5.8L10.9 15H5.1L1 10.9V5.1Z" fill="${colour}"/>${bar(4.5, 8.25, 11.25, theme.card)}`,
    warning: `<path d="M8 1.75 15.25 14.25H.75Z" fill="${colour}" stroke="${colour}" stroke-linejoin="round"/>${bar(6, 9.25, 11.9, theme.card)}`,
    info: `<circle cx="8" cy="8" r="6.5" fill="${theme.card}" stroke="${colour}" stroke-width="1.5"/>${bar(7.5, 11.5, 4.75, colour)}`,
  };
  return `<g class="badge" transform="translate(${Math.round(x - SIZE / 2)} ${Math.round(y - SIZE / 2)}) scale(${SIZE / 16})">${ground}${shapes[severity]}</g>`;
}
