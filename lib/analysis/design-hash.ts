import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";
import type { Design } from "#lib/model/design.ts";
import { NOT_MEANING, UNORDERED } from "#lib/model/meaning.ts";

/** A value as JSON with the properties of every object by name, without those that have no value: equal values give equal text. */
function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const entries = Object.entries(value).filter(([, inner]) => inner !== undefined);
  return object(entries.map(([key, inner]) => [key, canonical(inner)]));
}

const object = (entries: readonly (readonly [string, string])[]): string =>
  `{${entries
    .toSorted(([one], [other]) => (one < other ? -1 : 1))
    .map(([key, inner]) => `${JSON.stringify(key)}:${inner}`)
    .join(",")}}`;

/** Members by their text, which tells apart also those that share an id. */
const unordered = (members: readonly unknown[]): string => `[${members.map(canonical).toSorted().join(",")}]`;

/**
 * SHA-256 of what a design means, as 64 hexadecimal digits; an approval names it. Moving a box, another order of drawing or a comment keeps it;
 * a changed protocol, contract, requirement or accepted risk changes it. The same in the browser, on the server and on the command line.
 */
export function designHash(design: Design): string {
  const entries = Object.entries(design).filter(([key, value]) => value !== undefined && !NOT_MEANING.has(key));
  return bytesToHex(sha256(utf8ToBytes(object(entries.map(([key, value]) => [key, UNORDERED.has(key) && Array.isArray(value) ? unordered(value) : canonical(value)])))));
}
