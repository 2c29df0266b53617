import { randomBytes } from "node:crypto";

const LETTERS = "0123456789abcdefghijklmnopqrstuvwxyz";
/** Bytes at or above this would make the first letters likelier than the others. */
const FAIR = 256 - (256 % LETTERS.length);

/** A random name of small letters and digits; 26 of them hold 134 bits. */
export function randomId(length: number): string {
  let id = "";
  while (id.length < length) {
    for (const byte of randomBytes(length)) if (byte < FAIR && id.length < length) id += LETTERS[byte % LETTERS.length];
  }
  return id;
}
