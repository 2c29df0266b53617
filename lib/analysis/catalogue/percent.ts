import { inWords } from "#lib/model/in-words.ts";

/** A computed share with the digits that people read. */
export const rounded = (share: number): number => Number(share.toPrecision(3));

/** A computed share in words: `13.9%`. */
export const percent = (share: number): string => inWords(rounded(share), "ratio");
