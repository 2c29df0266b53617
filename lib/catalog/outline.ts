import type { Shape } from "./kind.ts";

/** How far the ends of cylinders and lanes bulge, in pixels. */
const BULGE = { cylinder: 6, lane: 9 } as const;

/** The outline of a card as SVG path data from 0,0: what is filled, and the extra rim that makes it a cylinder or a lane. Screen, far view and SVG file draw the same one. */
export function outlineOf(shape: Shape, width: number, height: number): { readonly body: string; readonly rim: string } {
  switch (shape) {
    case "cylinder": {
      const bulge = BULGE.cylinder;
      const arc = `A${width / 2} ${bulge} 0 0 1`;
      return {
        body: `M0 ${bulge}${arc} ${width} ${bulge}V${height - bulge}${arc} 0 ${height - bulge}Z`,
        rim: `M0 ${bulge}A${width / 2} ${bulge} 0 0 0 ${width} ${bulge}`,
      };
    }
    case "lane": {
      const bulge = BULGE.lane;
      const arc = `A${bulge} ${height / 2} 0 0 1`;
      return {
        body: `M${bulge} 0H${width - bulge}${arc} ${width - bulge} ${height}H${bulge}${arc} ${bulge} 0Z`,
        rim: `M${width - bulge} 0A${bulge} ${height / 2} 0 0 0 ${width - bulge} ${height}`,
      };
    }
    case "rounded":
      return { body: roundedRectangle(width, height, Math.min(22, height / 2)), rim: "" };
    case "card":
    case "dashed":
      return { body: roundedRectangle(width, height, 6), rim: "" };
  }
}

function roundedRectangle(width: number, height: number, radius: number): string {
  const corner = `A${radius} ${radius} 0 0 1`;
  return `M${radius} 0H${width - radius}${corner} ${width} ${radius}V${height - radius}${corner} ${width - radius} ${height}H${radius}${corner} 0 ${height - radius}V${radius}${corner} ${radius} 0Z`;
}
