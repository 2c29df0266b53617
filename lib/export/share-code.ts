import { deflateSync, strToU8 } from "fflate";
import type { Design } from "#lib/model/design.ts";
import { fileTree } from "./lintel-file.ts";

/** First letters of a share code: the version of its packing. */
const SHARE_CODE_PREFIX = "1.";

function base64url(bytes: Uint8Array): string {
  let binary = "";
  // In slices: a call takes only so many arguments.
  for (let at = 0; at < bytes.length; at += 8_192) binary += String.fromCharCode(...bytes.subarray(at, at + 8_192));
  return btoa(binary).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

/** Packs a design into a text for the fragment of an address, so that a link carries the whole design and no server sees it. */
export function encodeShareCode(design: Design): string {
  return SHARE_CODE_PREFIX + base64url(deflateSync(strToU8(JSON.stringify(fileTree(design))), { level: 9 }));
}
