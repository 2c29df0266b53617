import { drawSvg } from "#lib/export/svg/draw.ts";
import { connectionLabel } from "#lib/model/contract-label.ts";
import type { Design, Severity } from "#lib/model/design.ts";
import { textWidth } from "#lib/model/geometry.ts";
import { withLayeredPlacement } from "#lib/model/layered-placement.ts";
import type { Id } from "#lib/model/schema.ts";
import "./drawing.css";

/** Widest label of a line in a drawing, and how its letters compare with those that widths are known of. */
const LABEL = { most: 272, scale: 11 / 13 } as const;

const THEMES = ["light", "dark"] as const;

/** A small design as an inert picture, with badges at what the findings are about. */
export function ExampleDrawing({ design, marks }: { readonly design: Design; readonly marks: ReadonlyMap<Id, Severity> }) {
  const labels = new Map(design.connections.map((connection) => [connection.id, connectionLabel(connection)]));
  const placed = withLayeredPlacement(design, (id) => Math.min(LABEL.most, textWidth(labels.get(id) ?? "") * LABEL.scale));
  return THEMES.map((theme) => (
    <img
      key={theme}
      src={`data:image/svg+xml,${encodeURIComponent(drawSvg(placed, theme, marks))}`}
      alt={described(design)}
      className={`drawing-${theme} mx-auto h-auto max-sm:max-w-none sm:max-w-full`}
    />
  ));
}

/** What the drawing shows, in words. */
function described({ components, connections }: Design): string {
  const names = new Map(components.map(({ id, name }) => [id, name]));
  const lines = connections.map(({ from, to }) => `${names.get(from) ?? from} to ${names.get(to) ?? to}`);
  return [
    `Drawing of ${components.length === 0 ? "an empty design" : components.map(({ name }) => name).join(", ")}.`,
    ...(lines.length > 0 ? [`Connections: ${lines.join(", ")}.`] : []),
  ].join(" ");
}
