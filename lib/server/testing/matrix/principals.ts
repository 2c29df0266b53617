import type { Role } from "#lib/server/actor.ts";
import { randomId } from "#lib/server/random-id.ts";
import { LINK_HEADER } from "#lib/server/http/actor-of.ts";
import type { Rows } from "./rows.ts";
import { addLink, addMessage, addPerson, addSession, addWorkspace, type IdName, type World } from "./world.ts";

/** What somebody brings to a call. */
export interface Bearer {
  readonly cookie?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Whether the call comes from the machine itself. */
  readonly isLocal?: boolean;
  /** How far their rights go: one design by a link, everything without accounts, a workspace unless said. */
  readonly reach?: "design" | "installation";
  /** Ids of what is their own, in place of what the world has. */
  readonly ids?: Readonly<Partial<Record<IdName, string>>>;
}

/** Somebody who calls: comes into a world that is about to be written. */
export type Principal = (rows: Rows, world: World) => Bearer;

interface Membership {
  readonly roles: readonly Role[];
  readonly isAdmin?: boolean;
  readonly deactivatedAt?: Date;
}

const member =
  (membership: Membership, become: (world: World, userId: string) => void = () => undefined): Principal =>
  (rows, world) => {
    const userId = addPerson(rows, world.workspace.id, membership);
    become(world, userId);
    return saying(signedIn(rows, userId, world.workspace.id), `user:${userId}`, rows, world);
  };

/** Somebody who has said something in the world's conversation. */
const saying = (bearer: Bearer, author: string, rows: Rows, world: World): Bearer => ({
  ...bearer,
  ids: { ...bearer.ids, messageId: addMessage(rows, world.ids.threadId, author).id },
});

function signedIn(rows: Rows, userId: string, workspaceId: string): Bearer {
  const [{ secret }, another] = [addSession(rows, userId, workspaceId), addSession(rows, userId, workspaceId)];
  return { cookie: `ltl_session=${secret}`, ids: { sessionId: another.id } };
}

const bearer =
  (given: Parameters<typeof addLink>[2]): Principal =>
  (rows, world) => {
    const { cookie, visitId } = addLink(rows, world.ids.designId, given);
    return saying({ cookie, reach: "design" }, `visit:${visitId}`, rows, world);
  };

const together = (one: Bearer, other: { readonly cookie?: string }): Bearer => ({ ...one, cookie: `${one.cookie ?? ""}; ${other.cookie ?? ""}` });

/** Everybody who calls where there are accounts: a column of the table each. A new one needs a line here and a column there. */
export const PRINCIPALS: Readonly<Record<string, Principal>> = {
  anonymous: () => ({}),
  "view link": bearer({ scope: "view" }),
  "comment link": bearer({ scope: "comment" }),
  "edit link": bearer({ scope: "edit" }),
  "viewer with edit link": (rows, world) => together(member({ roles: ["viewer"] })(rows, world), bearer({ scope: "edit" })(rows, world)),
  // Names the link, as the page of a link does: no more than the link lets everybody do.
  "BE through view link": (rows, world) => {
    const link = addLink(rows, world.ids.designId, { scope: "view" });
    return { ...together(member({ roles: ["BE"] })(rows, world), link), headers: { [LINK_HEADER]: link.id }, reach: "design" };
  },
  "expired link": bearer({ scope: "edit", expiresAt: new Date(Date.now() - 1_000) }),
  "revoked link": bearer({ scope: "edit", revokedAt: new Date() }),
  "no role": member({ roles: [] }),
  viewer: member({ roles: ["viewer"] }),
  PM: member({ roles: ["PM"] }),
  PE: member({ roles: ["PE"] }),
  BE: member({ roles: ["BE"] }),
  FE: member({ roles: ["FE"] }),
  DevOps: member({ roles: ["DevOps"] }),
  specialist: member({ roles: ["specialist"] }),
  author: member({ roles: ["BE"] }, (world, userId) => void (world.design.createdBy = `user:${userId}`)),
  admin: member({ roles: ["viewer"], isAdmin: true }),
  owner: member({ roles: ["PE"], isAdmin: true }, ({ workspace }, userId) => void (workspace.ownerId = userId)),
  // Their sessions stay, to see that they open nothing.
  deactivated: member({ roles: ["BE"], isAdmin: true, deactivatedAt: new Date() }),
  // A member of two workspaces who works in the other one, as a viewer.
  "BE elsewhere": (rows, world) => {
    const elsewhere = addWorkspace(rows);
    const userId = addPerson(rows, world.workspace.id, { roles: ["BE"] });
    rows.membership.push({ workspaceId: elsewhere.id, userId, roles: ["viewer"] });
    return saying(signedIn(rows, userId, elsewhere.id), `user:${userId}`, rows, world);
  },
  "other workspace": (rows) => {
    const id = `other${randomId(8)}`;
    const userId = addPerson(rows, id, { roles: ["BE"], isAdmin: true });
    rows.workspace.push({ id, title: "Other", ownerId: userId });
    return signedIn(rows, userId, id);
  },
};

/** Everybody who calls where there are none. */
export const PRINCIPALS_ALONE: Readonly<Record<string, Principal>> = {
  local: (rows, world) => saying({ isLocal: true, reach: "installation" }, "local", rows, world),
};
