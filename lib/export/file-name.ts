import type { Design } from "#lib/model/design.ts";

/** Names that Windows keeps for devices, whatever the ending. */
const DEVICES = /^(?:con|prn|aux|nul|com\d|lpt\d)$/u;

/** A text as a part of a file name: letters and digits of any script with dashes, lower case, at most 60 characters, usable on every system. */
export function slug(text: string, fallback = "design"): string {
  const plain = text
    .normalize("NFKC")
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, "-");
  const cut = [...plain].slice(0, 60).join("").replace(/^-/u, "").replace(/-$/u, "");
  const name = cut || fallback;
  return DEVICES.test(name) ? `${name}-design` : name;
}

/** Name of a file made from the design's title: `order-management.mmd`. */
export const fileNameOf = (design: Design, ending: string): string => `${slug(design.title)}${ending}`;
