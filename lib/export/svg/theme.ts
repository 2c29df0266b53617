import type { Severity } from "#lib/model/design.ts";

/** Colours of a drawing, as plain hex codes: viewers and editors of pictures know no newer notations. */
export interface Theme {
  readonly background: string;
  readonly card: string;
  readonly line: string;
  readonly edge: string;
  readonly text: string;
  readonly muted: string;
  /** Colours of findings by how severe they are. */
  readonly severity: Readonly<Record<Severity, string>>;
  /** Fill and border of a boundary, by its number. */
  tint(number: number): { readonly fill: string; readonly line: string };
}

/** Hues of the twelve boundary tints, in degrees. */
const HUES = [248, 188, 38, 325, 145, 212, 14, 290, 75, 200, 350, 165];

/** A colour from hue (degrees), saturation and lightness (0 to 1). */
function hex(hue: number, saturation: number, lightness: number): string {
  const reach = saturation * Math.min(lightness, 1 - lightness);
  const channel = (offset: number) => {
    const turn = (offset + hue / 30) % 12;
    const value = lightness - reach * Math.max(-1, Math.min(turn - 3, 9 - turn, 1));
    return Math.round(value * 255)
      .toString(16)
      .padStart(2, "0");
  };
  return `#${channel(0)}${channel(8)}${channel(4)}`;
}

const hueOf = (number: number): number => HUES[(number - 1) % HUES.length] ?? 0;

/** The two themes; text on cards and tints has a contrast of at least 4.5:1. */
export const THEMES = {
  light: {
    background: "#f7f8fa",
    card: "#ffffff",
    line: "#c3c7cf",
    edge: "#767c88",
    text: "#1c2029",
    muted: "#565c69",
    severity: { error: "#c8322f", warning: "#a06105", info: "#1b72b8" },
    tint: (number) => ({ fill: hex(hueOf(number), 0.55, 0.955), line: hex(hueOf(number), 0.4, 0.62) }),
  },
  dark: {
    background: "#14161b",
    card: "#1d2026",
    line: "#454a55",
    edge: "#8b919d",
    text: "#e8eaee",
    muted: "#a9aeb9",
    severity: { error: "#f4766f", warning: "#e3b341", info: "#6cb6ff" },
    tint: (number) => ({ fill: hex(hueOf(number), 0.22, 0.14), line: hex(hueOf(number), 0.3, 0.48) }),
  },
} as const satisfies Record<string, Theme>;

/** Name of a theme. */
export type ThemeName = keyof typeof THEMES;
