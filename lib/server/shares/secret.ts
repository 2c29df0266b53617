import { createHash, timingSafeEqual } from "node:crypto";
import { randomId } from "#lib/server/random-id.ts";

/*
 * A secret reads `ltl_<id>_<key>`. The prefix lets secret scanners recognise it, the id finds what it opens, the key (26 letters hold
 * 134 bits, 50 hold 258) opens it. Only the SHA-256 of the whole is stored: a key this long needs no slow hash.
 */
const ID_LENGTH = 12;
const KEY_LENGTH = 26;
/** For what opens everything that a person may do. */
const LONG_KEY_LENGTH = 50;
const SECRET = new RegExp(`^ltl_([0-9a-z]{${ID_LENGTH}})_(?:[0-9a-z]{${KEY_LENGTH}}|[0-9a-z]{${LONG_KEY_LENGTH}})$`);

/** A new secret with what is stored of it. */
export interface NewSecret {
  readonly id: string;
  readonly secret: string;
  readonly hash: Uint8Array<ArrayBuffer>;
}

/** Makes a secret that cannot be guessed. */
export const makeSecret = (): NewSecret => secretOf(KEY_LENGTH);

/** Makes a secret of more than 256 bits. */
export const makeLongSecret = (): NewSecret => secretOf(LONG_KEY_LENGTH);

function secretOf(keyLength: number): NewSecret {
  const id = randomId(ID_LENGTH);
  const secret = `ltl_${id}_${randomId(keyLength)}`;
  return { id, secret, hash: hashSecret(secret) };
}

/** The public id inside a secret, or undefined when the text is not one. */
export const idOfSecret = (secret: string): string | undefined => SECRET.exec(secret)?.[1];

/** What is stored of a secret. */
const hashSecret = (secret: string): Uint8Array<ArrayBuffer> => Uint8Array.from(createHash("sha256").update(secret).digest());

/** Whether a secret is the one that was stored; takes as long for a near miss as for a far one. */
export const matchesSecret = (secret: string, hash: Uint8Array): boolean => hash.length === 32 && timingSafeEqual(hashSecret(secret), hash);
