/** Groups of the palette, in its order. */
export const GROUPS = [
  { id: "people", title: "People and outside systems" },
  { id: "edge", title: "Edge" },
  { id: "compute", title: "Compute" },
  { id: "data", title: "Data" },
  { id: "messaging", title: "Messaging" },
  { id: "platform", title: "Platform" },
] as const;

/** A group of the palette. */
export type GroupId = (typeof GROUPS)[number]["id"];
