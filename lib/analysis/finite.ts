/** Products outgrow numbers quickly: what no number can hold exactly any more stays the largest whole one, which survives JSON and can still be written. */
export const finite = (value: number): number => Math.min(value, Number.MAX_SAFE_INTEGER);
