import { itemSheet } from "./item-sheet.ts";

/** Limits on how often somebody may call. */
export const rateLimits = itemSheet({
  id: "rate-limits",
  title: "Rate limits",
  group: "Operations",
  one: "rate limit",
  description: "Limits on how often somebody may call.",
  lists: ["rateLimits"],
  owners: ["Component"],
});
