import { securityListSheet } from "./fixed-sheet.ts";

/** Roles and what their holders may do. */
export const roles = securityListSheet({
  id: "roles",
  title: "Roles",
  group: "Operations",
  one: "role",
  description: "Roles and what their holders may do, as resource:action; * stands for any.",
  list: "roles",
});
