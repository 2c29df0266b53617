import { listed } from "#lib/model/sentence.ts";
import type { Author, VersionSummary } from "./api.ts";

const DAY = new Intl.DateTimeFormat(undefined, { weekday: "long", day: "numeric", month: "long", year: "numeric" });
const TIME = new Intl.DateTimeFormat(undefined, { timeStyle: "short" });
const MOMENT = new Intl.DateTimeFormat(undefined, { day: "numeric", month: "short", hour: "2-digit", minute: "2-digit" });

/** Time of day of a moment. */
export const timeOf = (iso: string): string => TIME.format(new Date(iso));
/** Day and time of a moment, short. */
export const momentOf = (iso: string): string => MOMENT.format(new Date(iso));

/** Day of a moment as a heading: `Today`, `Yesterday`, `Thursday 19 November 2026`. */
export function dayOf(iso: string, now = new Date()): string {
  const day = new Date(iso);
  const midnight = (date: Date): number => new Date(date.getFullYear(), date.getMonth(), date.getDate()).getTime();
  // Days are 23 to 25 hours long.
  const days = Math.round((midnight(now) - midnight(day)) / 86_400_000);
  if (days === 0) return "Today";
  return days === 1 ? "Yesterday" : DAY.format(day);
}

/** People in words: `Ada and Bob`, after `before` when there is anybody to name. Where everybody sits at the one machine there is not. */
export function authorsInWords(authors: readonly Author[], before = ""): string {
  return authors.every(({ kind }) => kind === "local") ? "" : `${before}${listed(authors.map(authorInWords))}`;
}

function authorInWords({ kind, name }: Author): string {
  switch (kind) {
    case "member":
      return name ?? "somebody";
    case "local":
      return "whoever sits at the machine";
    case "link":
      return "somebody with a link";
    case "unknown":
      return "somebody whose account is gone";
  }
}

/** How a version is called in the list. */
export function titleOf({ kind, title, origin }: VersionSummary): string {
  if (title !== null) return title;
  if (kind === "automatic" || origin === null) return "Kept automatically";
  return `Restored ${origin.title === null ? momentOf(origin.createdAt) : `“${origin.title}”`}`;
}
