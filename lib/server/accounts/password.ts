import { randomBytes, scrypt, timingSafeEqual } from "node:crypto";
import { promisify } from "node:util";
import { PASSWORD_COST } from "./password-cost.ts";

/** What is stored of a password. */
export interface StoredPassword {
  readonly cost: number;
  readonly blockSize: number;
  readonly parallel: number;
  readonly salt: Uint8Array<ArrayBuffer>;
  readonly hash: Uint8Array<ArrayBuffer>;
}

const derive = promisify<string, Uint8Array, number, { readonly N: number; readonly r: number; readonly p: number; readonly maxmem: number }, Buffer>(scrypt);

const SALT_BYTES = 16;
const HASH_BYTES = 32;

/** The same text typed on another keyboard can be other bytes; NFKC makes them equal. */
const bytesOf = (password: string, { cost, blockSize, parallel, salt }: Omit<StoredPassword, "hash">): Promise<Buffer> =>
  derive(password.normalize("NFKC"), salt, HASH_BYTES, { N: cost, r: blockSize, p: parallel, maxmem: 256 * cost * blockSize });

/** Hashes a password so that guessing costs as much as checking. */
export async function hashPassword(password: string): Promise<StoredPassword> {
  const made = { ...PASSWORD_COST, salt: Uint8Array.from(randomBytes(SALT_BYTES)) };
  return { ...made, hash: Uint8Array.from(await bytesOf(password, made)) };
}

/** A password that nobody has: checking against it takes as long as against a real one. */
const NOBODY: StoredPassword = { ...PASSWORD_COST, salt: new Uint8Array(SALT_BYTES), hash: new Uint8Array(HASH_BYTES) };

/** Whether a password is the one that was stored. Takes as long when nothing was stored. */
export async function matchesPassword(password: string, stored: StoredPassword | null): Promise<boolean> {
  const { hash, ...made } = stored ?? NOBODY;
  const isSame = timingSafeEqual(await bytesOf(password, made), hash);
  return isSame && stored !== null;
}

/** Whether a password was stored at a lower cost than today's. */
export const isOutdated = ({ cost, blockSize, parallel }: StoredPassword): boolean =>
  cost * blockSize * parallel < PASSWORD_COST.cost * PASSWORD_COST.blockSize * PASSWORD_COST.parallel;
