import pc from "picocolors";
import type { Severity } from "#lib/model/design.ts";

/** Shapes of the severities and of an open question: severity is never colour alone. */
export const SHAPES = { error: "⬣", warning: "▲", info: "●", undecided: "◌" } as const satisfies Record<Severity | "undecided", string>;

/** Colours for the terminal, or none. */
export interface Paint {
  bold(text: string): string;
  dim(text: string): string;
  green(text: string): string;
  /** The shape and, in its colour, the word of a severity. */
  severity(severity: Severity | "undecided"): string;
}

/** Makes the colours; without `colour` every text stays as it is. */
export function paintWith(colour: boolean): Paint {
  const colours = pc.createColors(colour);
  const hue = { error: colours.red, warning: colours.yellow, info: colours.blue, undecided: colours.dim };
  return {
    bold: colours.bold,
    dim: colours.dim,
    green: colours.green,
    severity: (severity) => hue[severity](`${SHAPES[severity]} ${severity}`),
  };
}
