import * as Y from "yjs";
import { AppError } from "#lib/server/errors.ts";

/** Largest single change and largest first upload. A design of 5,000 components takes about 2.6 MB. */
const MAX_UPDATE_BYTES = 4 * 1024 * 1024;

/** Reads the bytes of a Yjs update from base64 and proves that they can be decoded: a damaged row would break every later load. */
export function decodeUpdate(base64: string): Uint8Array {
  const bytes = Buffer.from(base64, "base64");
  if (bytes.length > MAX_UPDATE_BYTES)
    throw new AppError("too_large", `A change may have ${MAX_UPDATE_BYTES / 1024 / 1024} MB at most; this one has ${(bytes.length / 1024 / 1024).toFixed(1)} MB.`);
  try {
    Y.applyUpdate(new Y.Doc(), bytes);
  } catch (cause) {
    throw new AppError("invalid_input", "The change cannot be read: it is not a Yjs update, or it was damaged on the way.", { cause });
  }
  return bytes;
}

/** Merges updates into one that holds the same. */
export function mergeUpdates(updates: readonly Uint8Array[]): Uint8Array {
  const [only] = updates;
  if (updates.length === 1 && only !== undefined) return only;
  return Y.encodeStateAsUpdate(documentOf(updates));
}

/** A document that holds all of the updates. */
export function documentOf(updates: readonly Uint8Array[]): Y.Doc {
  const document = new Y.Doc();
  document.transact(() => {
    for (const update of updates) Y.applyUpdate(document, update);
  });
  return document;
}
