import * as Y from "yjs";
import { AppError } from "#lib/server/errors.ts";

/** Largest single change and largest first upload. A design of 5,000 components takes about 2.6 MB. */
const MAX_UPDATE_BYTES = 4 * 1024 * 1024;

/** The same from base64. */
export function decodeUpdate(base64: string): Uint8Array {
  return soundUpdate(Buffer.from(base64, "base64"));
}

/** Takes the bytes of a Yjs update and proves that they can be decoded: a damaged row would break every later load. */
export function soundUpdate(bytes: Uint8Array): Uint8Array {
  if (bytes.length > MAX_UPDATE_BYTES)
    throw new AppError("too_large", `A change may have ${MAX_UPDATE_BYTES / 1024 / 1024} MB at most; this one has ${(bytes.length / 1024 / 1024).toFixed(1)} MB.`);
  try {
    Y.decodeUpdate(bytes);
  } catch (cause) {
    throw new AppError("invalid_input", "The change cannot be read: it is not a Yjs update, or it was damaged on the way.", { cause });
  }
  return bytes;
}
