import { AppError } from "#lib/server/errors.ts";

/** The place in the list of designs after which a page begins. */
export interface Cursor {
  readonly updatedAt: Date;
  readonly id: string;
}

/** The place after a design, as text that only the server understands. */
export const cursorAfter = ({ updatedAt, id }: Cursor): string => Buffer.from(`${updatedAt.toISOString()} ${id}`).toString("base64url");

/** Reads such a place again. */
export function readCursor(text: string): Cursor {
  const [time = "", id = ""] = Buffer.from(text, "base64url").toString("utf8").split(" ");
  const updatedAt = new Date(time);
  if (Number.isNaN(updatedAt.getTime()) || id === "")
    throw new AppError("invalid_input", "The cursor is not one that a list has answered. Leave it out to begin with the first page.");
  return { updatedAt, id };
}
