import { promisify } from "node:util";
import { gunzip, gzip } from "node:zlib";
import { type Design, FORMAT_VERSION } from "#lib/model/design.ts";
import { migrateFile, type RawFile } from "#lib/model/migrations.ts";

const compress = promisify(gzip);
const decompress = promisify(gunzip);

/** Largest version that is read, decompressed; a design of 5,000 components takes about 3 MB. */
const MAX_BYTES = 64 * 1024 * 1024;

/** A design as a version keeps it: JSON, compressed. */
export async function encodeContent(design: Design): Promise<Uint8Array<ArrayBuffer>> {
  return Uint8Array.from(await compress(JSON.stringify(design)));
}

/** Reads such a design. One that an older Lintel kept goes the way of an older file. */
export async function decodeContent(content: Uint8Array): Promise<Design> {
  const file = JSON.parse((await decompress(content, { maxOutputLength: MAX_BYTES })).toString("utf8")) as RawFile;
  const version = file["lintel"];
  // Written by `encodeContent` only, which takes a Design.
  return migrateFile(file, typeof version === "number" ? version : FORMAT_VERSION).file as unknown as Design;
}
