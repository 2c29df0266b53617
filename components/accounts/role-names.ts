/** What somebody is in a workspace, with the words for it. */
export const ROLE_NAMES = {
  PM: "Product manager",
  PE: "Principal engineer",
  BE: "Back-end engineer",
  FE: "Front-end engineer",
  DevOps: "DevOps engineer",
  specialist: "Specialist",
  viewer: "Viewer",
} as const;

/** One of the roles. */
export type Role = keyof typeof ROLE_NAMES;

// The keys of a literal are exactly these.
const ROLES = Object.keys(ROLE_NAMES) as readonly Role[];

/** The roles as choices of a list. */
export const ROLE_OPTIONS = ROLES.map((value) => ({ value, label: ROLE_NAMES[value] }));

/** Reads a choice of that list. */
export const asRole = (value: string): Role => ROLES.find((role) => role === value) ?? "viewer";

/** Roles as people say them. */
export const roleWords = (roles: readonly Role[], isAdmin: boolean): string => [...(isAdmin ? ["Administrator"] : []), ...roles.map((role) => ROLE_NAMES[role])].join(", ");
