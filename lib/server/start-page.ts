import { isUnset } from "./accounts/setup.ts";
import type { Actor } from "./actor.ts";
import type { ServerContext } from "./context.ts";
import { listDesigns } from "./designs/designs.ts";

/** Where whoever comes should go first. Tells an actor nothing but which page is for them. */
export async function startPage(actor: Actor, context: ServerContext): Promise<"/designs" | "/sample" | "/sign-in" | "/setup"> {
  // Guests have no list of designs.
  if (actor.kind === "guest") return context.accounts === undefined ? "/sample" : (await isUnset(context.database)) ? "/setup" : "/sign-in";
  return (await listDesigns(actor, context, { after: undefined, limit: 1 })).length > 0 ? "/designs" : "/sample";
}
