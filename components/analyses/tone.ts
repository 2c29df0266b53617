import type { Tone } from "#lib/analysis/analysis.ts";

/** Colour of a figure or cell; the words say the same. */
export const toneClass = (tone: Tone | undefined): string | undefined =>
  tone === "bad" ? "text-error" : tone === "warning" ? "text-warning" : tone === "good" ? "text-success" : undefined;
