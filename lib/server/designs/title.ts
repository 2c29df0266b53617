import type * as Y from "yjs";
import { LINE_LIMIT } from "#lib/model/schema.ts";
import { ROOT } from "#lib/sync/write.ts";

const UNTITLED = "Untitled design";

/** The title that a document holds, fit for a list. */
export function titleOf(document: Y.Doc): string {
  const title = document.getMap(ROOT).get("title");
  return (typeof title === "string" && title.trim().slice(0, LINE_LIMIT)) || UNTITLED;
}

/** Gives a document another title. */
export function setTitle(document: Y.Doc, title: string): void {
  document.getMap(ROOT).set("title", title);
}
