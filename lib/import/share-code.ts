import { Inflate, strFromU8 } from "fflate";
import type { ImportResult } from "./importer.ts";
import { readLintelFile } from "./lintel-file/lintel-file.ts";
import { FILE_LIMITS } from "./lintel-file/parse-text.ts";

/** Longest share code that is looked at; a design of the largest size that a file may have is shorter. */
const SHARE_CODE_LIMIT = FILE_LIMITS.bytes;

const refuse = (message: string, reason?: string): ImportResult => ({ ok: false, problems: [{ message, ...(reason && { reason }) }] });

function unpack(bytes: Uint8Array): Uint8Array | "too large" {
  const chunks: Uint8Array[] = [];
  let size = 0;
  const inflate = new Inflate((chunk) => {
    size += chunk.length;
    chunks.push(chunk);
  });
  // Fed in small pieces, so that a code that unpacks to gigabytes is noticed early.
  for (let at = 0; at < bytes.length; at += 1_024) {
    inflate.push(bytes.subarray(at, at + 1_024), at + 1_024 >= bytes.length);
    if (size > FILE_LIMITS.bytes) return "too large";
  }
  const all = new Uint8Array(size);
  let at = 0;
  for (const chunk of chunks) {
    all.set(chunk, at);
    at += chunk.length;
  }
  return all;
}

/** Unpacks a design from the fragment of a share link; never throws for any text, and unpacks no more than a file may hold. */
export function decodeShareCode(code: string): ImportResult {
  if (code.length > SHARE_CODE_LIMIT) return refuse("The link is too long to hold a design.");
  const [, version, packed] = /^(\d{1,3})\.([A-Za-z0-9_-]+)$/u.exec(code.trim()) ?? [];
  if (version === undefined || packed === undefined) return refuse("The link does not hold a design: it was cut off or changed on the way. Copy it again as a whole.");
  if (version !== "1") return refuse("The link was made by a newer Lintel. Open it there.");
  try {
    const bytes = unpack(Uint8Array.from(atob(packed.replaceAll("-", "+").replaceAll("_", "/")), (letter) => letter.charCodeAt(0)));
    if (bytes === "too large") return refuse("The link holds more than a design may: over 2 MB.");
    const result = readLintelFile(strFromU8(bytes));
    return result.ok ? { ok: true, design: result.design, notes: result.notes } : result;
  } catch (error) {
    // atob and fflate throw for bytes that nobody has packed.
    return refuse("The link does not hold a design: it was cut off or changed on the way. Copy it again as a whole.", error instanceof Error ? error.message : undefined);
  }
}
