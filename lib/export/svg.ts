import type { Exporter } from "./exporter.ts";
import { fileNameOf } from "./file-name.ts";
import { drawSvg } from "./svg/draw.ts";

const NOTES = (unplaced: number): string[] =>
  unplaced > 0
    ? [
        `${unplaced} ${unplaced === 1 ? "component has" : "components have"} no place yet and ${unplaced === 1 ? "stands" : "stand"} in a grid; arrange the design on the canvas first for a better picture.`,
      ]
    : [];

const unplacedIn = ({ components, layout }: Parameters<Exporter["fileName"]>[0]): number => components.filter(({ id }) => !Object.hasOwn(layout?.components ?? {}, id)).length;

/** The canvas as a picture on a light ground. */
export const svg: Exporter = {
  id: "svg",
  title: "Picture (SVG)",
  description: "The canvas as a vector picture on a light ground, without scripts or external fonts.",
  mediaType: "image/svg+xml",
  fileName: (design) => fileNameOf(design, ".svg"),
  render: ({ design }) => ({ text: drawSvg(design, "light"), notes: NOTES(unplacedIn(design)) }),
};

/** The canvas as a picture on a dark ground. */
export const svgDark: Exporter = {
  id: "svg-dark",
  title: "Picture, dark (SVG)",
  description: "The canvas as a vector picture on a dark ground, without scripts or external fonts.",
  mediaType: "image/svg+xml",
  fileName: (design) => fileNameOf(design, ".dark.svg"),
  render: ({ design }) => ({ text: drawSvg(design, "dark"), notes: NOTES(unplacedIn(design)) }),
};
