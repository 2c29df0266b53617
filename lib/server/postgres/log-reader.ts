import { closeSync, fstatSync, openSync, readSync } from "node:fs";

const SHOWN_BYTES = 2000;

/** The last lines of PostgreSQL's own log, for the message when it cannot start. */
export function endOfLog(path: string): string {
  try {
    const file = openSync(path, "r");
    try {
      const { size } = fstatSync(file);
      const bytes = Buffer.alloc(Math.min(size, SHOWN_BYTES));
      readSync(file, bytes, 0, bytes.length, size - bytes.length);
      return bytes.toString("utf8").trim();
    } finally {
      closeSync(file);
    }
  } catch {
    return "";
  }
}
