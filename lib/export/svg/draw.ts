import { cardText } from "#lib/catalog/card-text.ts";
import type { LineStyle } from "#lib/catalog/connection.ts";
import { connectionEntry } from "#lib/catalog/connections.ts";
import type { Shape } from "#lib/catalog/kind.ts";
import { kindOf } from "#lib/catalog/kinds.ts";
import type { Boundary } from "#lib/model/boundary.ts";
import type { Component } from "#lib/model/component.ts";
import { connectionLabel } from "#lib/model/contract-label.ts";
import type { Design, Severity } from "#lib/model/design.ts";
import { placementOf, type Placement, type Rectangle, textWidth, unionOf } from "#lib/model/geometry.ts";
import { roundedPath, routesOf } from "#lib/model/routes.ts";
import type { Id } from "#lib/model/schema.ts";
import { xmlText } from "../xml-text.ts";
import { badge } from "./badge.ts";
import { type Theme, THEMES, type ThemeName } from "./theme.ts";

/** Room around the drawing, in pixels. */
const MARGIN = 32;
/** Height of the curve of a cylinder. */
const CURVE = 9;
/** Fonts that are on every system; the drawing carries none of its own. */
const FONT = "Inter, 'Segoe UI', 'Helvetica Neue', Arial, 'Noto Sans', sans-serif";

const LABEL = { height: 18, padding: 12, most: 260 } as const;

const n = (value: number): string => String(Math.round(value * 10) / 10);

/** A text cut to a width, with an ellipsis. */
function cut(text: string, width: number, scale = 1): string {
  const line = text.replaceAll(/\s+/gu, " ").trim();
  if (textWidth(line) * scale <= width) return line;
  let kept = "";
  let used = 13 * scale;
  for (const character of line) {
    used += textWidth(character) * scale;
    if (used > width) break;
    kept += character;
  }
  return `${kept.trimEnd()}…`;
}

/** Draws a design as a picture without scripts, links, external fonts or images; every text in it is only text. What has no place yet stands in a grid. Elements with a finding can be marked. */
export function drawSvg(design: Design, themeName: ThemeName = "light", marks: ReadonlyMap<Id, Severity> = new Map()): string {
  const theme: Theme = THEMES[themeName];
  const placement = placementOf(design);
  const connections = design.connections.filter(({ from, to }) => placement.components.has(from) && placement.components.has(to));
  const labels = new Map(connections.map((connection) => [connection.id, cut(connectionLabel(connection), LABEL.most, 11 / 13)]));
  const routes = routesOf(connections, placement.components, {
    labelSize: (id) => {
      const label = labels.get(id);
      return label ? { width: (textWidth(label) * 11) / 13 + LABEL.padding, height: LABEL.height } : undefined;
    },
  });

  const seen: Rectangle[] = [...placement.components.values(), ...placement.boundaries.values()];
  const lines: string[] = [];
  const pills: string[] = [];
  const badges: string[] = [];
  const mark = (id: Id, x: number, y: number) => {
    const severity = marks.get(id);
    if (severity) badges.push(badge(severity, x, y, theme));
  };
  for (const [id, { x, y, width }] of placement.components) mark(id, x + width - 4, y + 4);
  for (const [id, { x, y, width }] of placement.boundaries) mark(id, x + width - 16, y + 18);
  for (const connection of connections) {
    const route = routes.get(connection.id);
    if (!route) continue;
    for (const { x, y } of route.points) seen.push({ x, y, width: 0, height: 0 });
    const label = labels.get(connection.id) ?? "";
    const width = label === "" ? 0 : (textWidth(label) * 11) / 13 + LABEL.padding;
    lines.push(line(connectionEntry(connection.kind).line, roundedPath(route.points), theme));
    mark(connection.id, route.label.x - (width === 0 ? 0 : width / 2 + 12), route.label.y);
    if (label === "") continue;
    const box = { x: route.label.x - width / 2, y: route.label.y - LABEL.height / 2, width, height: LABEL.height };
    seen.push(box);
    pills.push(
      `<rect x="${n(box.x)}" y="${n(box.y)}" width="${n(box.width)}" height="${n(box.height)}" rx="9" fill="${theme.background}" stroke="${theme.line}"/>` +
        `<text x="${n(route.label.x)}" y="${n(route.label.y + 4)}" text-anchor="middle" font-size="11" fill="${theme.muted}">${xmlText(label)}</text>`,
    );
  }

  const around = unionOf(seen) ?? { x: 0, y: 0, width: 320, height: 64 };
  const view = { x: around.x - MARGIN, y: around.y - MARGIN, width: around.width + 2 * MARGIN, height: around.height + 2 * MARGIN };
  const size = `width="${n(view.width)}" height="${n(view.height)}" viewBox="${n(view.x)} ${n(view.y)} ${n(view.width)} ${n(view.height)}"`;
  const empty = seen.length === 0 ? [`<text x="160" y="36" text-anchor="middle" fill="${theme.muted}">Nothing has been drawn yet</text>`] : [];
  return `${[
    `<svg xmlns="http://www.w3.org/2000/svg" ${size} font-family="${FONT}" font-size="13" role="img" aria-labelledby="title">`,
    `<title id="title">${xmlText(design.title)}</title>`,
    `<defs>${markers(theme)}</defs>`,
    `<rect x="${n(view.x)}" y="${n(view.y)}" width="${n(view.width)}" height="${n(view.height)}" fill="${theme.background}"/>`,
    ...frames(placement, theme),
    ...lines,
    ...cards(design, placement, theme),
    ...pills,
    ...badges,
    ...empty,
    "</svg>",
  ].join("\n")}\n`;
}

function markers(theme: Theme): string {
  const head = (id: string, path: string, fill: string) =>
    `<marker id="${id}" viewBox="0 0 10 10" refX="9" refY="5" markerWidth="9" markerHeight="9" markerUnits="userSpaceOnUse" orient="auto"><path d="${path}" fill="${fill}" stroke="${theme.edge}" stroke-width="1.4"/></marker>`;
  return `${head("filled", "M1 1L9 5L1 9Z", theme.edge)}${head("open", "M1 1L9 5L1 9", "none")}<marker id="dot" viewBox="0 0 8 8" refX="4" refY="4" markerWidth="7" markerHeight="7" markerUnits="userSpaceOnUse"><circle cx="4" cy="4" r="3.5" fill="${theme.edge}"/></marker>`;
}

/** Synchronous: solid with a filled arrow; asynchronous: dashed, open; data: thin with a dot at the store; replication: double. */
function line(style: LineStyle, path: string, theme: Theme): string {
  const stroke = (width: number, rest = "", colour = theme.edge) => `<path d="${path}" fill="none" stroke="${colour}" stroke-width="${width}"${rest}/>`;
  switch (style) {
    case "sync":
      return stroke(1.6, ' marker-end="url(#filled)"');
    case "async":
      return stroke(1.6, ' stroke-dasharray="6 4" marker-end="url(#open)"');
    case "data":
      return stroke(1.2, ' marker-end="url(#dot)"');
    case "replication":
      return `${stroke(5)}${stroke(2, "", theme.background)}${stroke(0.1, ' marker-end="url(#filled)"')}`;
  }
}

/** Boundaries from the outermost inwards, with their names. */
function frames({ boundaries, containers }: Placement, theme: Theme): string[] {
  const drawn: string[] = [];
  const queue: Boundary[] = [...containers.roots];
  for (let boundary = queue.shift(); boundary; boundary = queue.shift()) {
    queue.push(...containers.childrenOf(boundary.id));
    const frame = boundaries.get(boundary.id);
    if (!frame) continue;
    const tint = theme.tint(containers.tintOf(boundary.id));
    const dashes = boundary.kind === "team" ? ' stroke-dasharray="8 4"' : boundary.kind === "zone" ? ' stroke-dasharray="2 3"' : "";
    drawn.push(
      `<rect x="${n(frame.x)}" y="${n(frame.y)}" width="${n(frame.width)}" height="${n(frame.height)}" rx="10" fill="${tint.fill}" stroke="${tint.line}"${dashes}/>` +
        `<text x="${n(frame.x + 14)}" y="${n(frame.y + 24)}" font-size="12" font-weight="600" fill="${theme.muted}">${xmlText(cut(boundary.name || boundary.id, frame.width - 28))}</text>`,
    );
  }
  return drawn;
}

function cards(design: Design, placement: Placement, theme: Theme): string[] {
  const names = new Map<Id, string>([...design.boundaries, ...design.components].map(({ id, name }) => [id, name || id]));
  return design.components.flatMap((component) => {
    const box = placement.components.get(component.id);
    return box ? [card(component, box, names, theme)] : [];
  });
}

function card(component: Component, box: Rectangle, names: ReadonlyMap<Id, string>, theme: Theme): string {
  const { shape } = kindOf(component.kind);
  const { subtitle, facts } = cardText(component, (id) => names.get(id));
  const inset = shape === "lane" ? 22 : 16;
  const room = box.width - 2 * inset;
  const top = box.y + (shape === "cylinder" ? CURVE + 2 : 0) + (box.height - (facts.length > 0 ? 56 : 38)) / 2 - (shape === "cylinder" ? CURVE / 2 : 0);
  const text = (y: number, size: number, weight: number, colour: string, words: string) =>
    words === "" ? "" : `<text x="${n(box.x + inset)}" y="${n(y)}" font-size="${size}" font-weight="${weight}" fill="${colour}">${xmlText(cut(words, room, size / 13))}</text>`;
  return [
    "<g>",
    outline(shape, box, theme),
    text(top + 14, 13, 600, theme.text, component.name || component.id),
    text(top + 32, 11, 400, theme.muted, subtitle),
    text(top + 50, 11, 400, theme.muted, facts.join(" · ")),
    "</g>",
  ].join("");
}

function outline(shape: Shape, { x, y, width, height }: Rectangle, theme: Theme): string {
  const paint = `fill="${theme.card}" stroke="${theme.edge}"`;
  const rect = (radius: number, rest = "") => `<rect x="${n(x)}" y="${n(y)}" width="${n(width)}" height="${n(height)}" rx="${n(radius)}" ${paint}${rest}/>`;
  switch (shape) {
    case "card":
      return rect(6);
    case "rounded":
      return rect(height / 2);
    case "dashed":
      return rect(6, ' stroke-dasharray="5 3"');
    case "cylinder": {
      const arc = `a${n(width / 2)} ${CURVE} 0 0 0 ${n(width)} 0`;
      const side = `M${n(x)} ${n(y + CURVE)}v${n(height - 2 * CURVE)}${arc}v${n(-(height - 2 * CURVE))}`;
      return `<path d="${side}a${n(width / 2)} ${CURVE} 0 0 0 ${n(-width)} 0Z" ${paint}/><path d="M${n(x)} ${n(y + CURVE)}${arc}" fill="none" stroke="${theme.edge}"/>`;
    }
    case "lane":
      return `${rect(6)}<path d="M${n(x + 8)} ${n(y + 8)}v${n(height - 16)}M${n(x + 13)} ${n(y + 8)}v${n(height - 16)}" stroke="${theme.line}" stroke-width="2" fill="none"/>`;
  }
}
