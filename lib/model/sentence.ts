const conjunction = new Intl.ListFormat("en-GB", { type: "conjunction" });

/** Names as a part of a sentence: `order, payment and 3 more`. */
export function listed(names: readonly string[], most = 4): string {
  return conjunction.format(names.length <= most ? names : [...names.slice(0, most - 1), `${names.length - most + 1} more`]);
}

/** A number with its noun: `1 service`, `3 services`. */
export const counted = (number: number, one: string, many = `${one}s`): string => `${number} ${number === 1 ? one : many}`;

/** Names on a way, from the first to the last: `web → order → … → stock`. */
export const walk = (names: readonly string[], most = 8): string => (names.length <= most ? names : [...names.slice(0, most - 2), "…", ...names.slice(-1)]).join(" → ");

/** A title inside a sentence: `Data flow` becomes `data flow`, `API endpoints` stays. */
export const midSentence = (title: string): string => (/^\p{Lu}\p{Lu}/u.test(title) ? title : title.charAt(0).toLowerCase() + title.slice(1));
