import type { World } from "./world.ts";

/** The states of a design that change who may do what with it, and how a world gets there. A new one needs a line here; the table then asks for its lines. */
export const STATES: Readonly<Record<string, (world: World) => void>> = {
  live: () => undefined,
  trashed: ({ design }) => void (design.deletedAt = new Date()),
};
