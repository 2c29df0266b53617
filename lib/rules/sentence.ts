const conjunction = new Intl.ListFormat("en-GB", { type: "conjunction" });

/** Names as a part of a sentence: `order, payment and 3 more`. */
export function listed(names: readonly string[], most = 4): string {
  return conjunction.format(names.length <= most ? names : [...names.slice(0, most - 1), `${names.length - most + 1} more`]);
}

/** A number with its noun: `1 service`, `3 services`. */
export const counted = (number: number, one: string, many = `${one}s`): string => `${number} ${number === 1 ? one : many}`;
