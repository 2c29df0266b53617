import { LOCAL_ACTOR } from "#lib/server/actor.ts";
import type { ServerContext } from "#lib/server/context.ts";
import { deleteDesign } from "#lib/server/designs/designs.ts";
import type { World } from "./world.ts";

/** A state of a design that changes who may do what with it. */
interface State {
  /** Makes a world that is about to be written stand in it. */
  readonly make: (world: World) => void;
  /** Brings a world into it while people have the design open. */
  readonly enter: (world: World, context: ServerContext) => Promise<void>;
}

/** The states of a design. A new one needs a line here; the table then asks for its lines. */
export const STATES: Readonly<Record<string, State>> = {
  live: { make: () => undefined, enter: async () => undefined },
  trashed: {
    make: ({ design }) => void (design.deletedAt = new Date()),
    enter: ({ ids }, context) => deleteDesign(LOCAL_ACTOR, context, ids.designId),
  },
};
