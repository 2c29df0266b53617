import type { Actor, Member } from "#lib/server/actor.ts";

/** The member that an operation for signed-in people was called by; its policy let nobody else pass. */
export function memberOnly(actor: Actor): Member {
  if (actor.kind !== "member") throw new Error("An operation for members was called by somebody else.");
  return actor;
}
