import { emptyDesign } from "#lib/model/design.ts";
import { hashPassword } from "#lib/server/accounts/password.ts";
import type { Role, Scope } from "#lib/server/actor.ts";
import type { Prisma } from "#lib/server/generated/client.ts";
import { randomId } from "#lib/server/random-id.ts";
import { makeLongSecret, makeSecret } from "#lib/server/shares/secret.ts";
import { designUpdate } from "#lib/sync/shared-design.ts";
import { encodeContent } from "#lib/server/versions/content.ts";
import type { Rows } from "./rows.ts";

/**
 * To whom each id that an operation takes belongs. Another design's, person's or workspace's id opens nothing, whoever brings it. A new kind of
 * id needs a line here and a thing in every world.
 */
export const OWNED_BY = {
  designId: "workspace",
  invitationId: "workspace",
  memberId: "workspace",
  messageId: "design",
  sessionId: "person",
  shareId: "design",
  teamId: "workspace",
  threadId: "design",
  userId: "workspace",
  version: "design",
  workspaceId: "workspace",
} as const satisfies Readonly<Record<string, "workspace" | "person" | "design">>;
/** Name of an id that an operation takes. */
export type IdName = keyof typeof OWNED_BY;

/** The password of everybody in a world. */
export const PASSWORD = "orange kettle quietly";
/** What the design of every world holds, as one update. */
export const STATE = Uint8Array.from(designUpdate(emptyDesign("design", "Target")));

/** A workspace, as it will be written. */
export type Workspace = Prisma.WorkspaceCreateManyInput;

/** One of everything that something can be done to, in a workspace. */
export interface World {
  readonly workspace: Workspace;
  /** The design, as it will be written. */
  readonly design: Prisma.DesignDocumentCreateManyInput;
  readonly ids: Readonly<Record<IdName, string>>;
  /** What opens the share link, the invitation (to yet another workspace), and a new password for the person of `userId`. */
  readonly secrets: { readonly share: string; readonly invitation: string; readonly reset: string };
  /** Address of the person of `userId`. */
  readonly email: string;
}

const LATER = new Date(Date.now() + 3_600_000);
const stored = await hashPassword(PASSWORD);
const content = await encodeContent(emptyDesign("design", "Target"));
/** Versions are counted within their design; each world has a number of its own, so that a number of another one can be told apart. */
let versions = 0;

/** Adds a workspace. */
export function addWorkspace(rows: Rows): Workspace {
  const workspace = { id: `workspace${randomId(8)}`, title: "Target" };
  rows.workspace.push(workspace);
  return workspace;
}

/** Adds a world to a workspace. */
export function addWorld(rows: Rows, workspace: Workspace): World {
  const workspaceId = workspace.id;
  const userId = addPerson(rows, workspaceId, { roles: ["BE"] });
  const version = (versions += 1);
  const designId = `design${randomId(8)}`;
  const design = { id: designId, workspaceId, title: "Target", createdBy: "test", headSeq: version + 1 };
  rows.designDocument.push(design);
  rows.designSnapshot.push({ designId, generation: 1, seq: version + 1, state: STATE });
  rows.designVersion.push({ designId, seq: version, kind: "named", title: "Kept", content });
  const share = addLink(rows, designId, { scope: "view" });
  const threadId = `thread${randomId(8)}`;
  rows.commentThread.push({ id: threadId, designId, targetKind: "design" });
  const teamId = `team${randomId(8)}`;
  rows.team.push({ id: teamId, workspaceId, title: teamId });
  const elsewhere = { id: `invited${randomId(8)}`, title: "Invited to" };
  rows.workspace.push(elsewhere);
  const [own, invitation, reset] = [makeSecret(), makeSecret(), makeSecret()];
  for (const [made, to] of [
    [own, workspaceId],
    [invitation, elsewhere.id],
  ] as const)
    rows.invitation.push({ id: made.id, workspaceId: to, secretHash: made.hash, roles: ["BE"], createdBy: "test", expiresAt: LATER });
  rows.passwordReset.push({ id: reset.id, userId, secretHash: reset.hash, createdBy: "test", expiresAt: LATER });
  return {
    workspace,
    design,
    ids: {
      designId,
      shareId: share.id,
      userId,
      memberId: userId,
      teamId,
      threadId,
      messageId: addMessage(rows, threadId, `user:${userId}`).id,
      invitationId: own.id,
      sessionId: addSession(rows, userId, workspaceId).id,
      version: String(version),
      workspaceId,
    },
    secrets: { share: share.secret, invitation: invitation.secret, reset: reset.secret },
    email: `${userId}@example.org`,
  };
}

/** Adds somebody with an account, as a member of a workspace; returns who it is. */
export function addPerson(
  rows: Rows,
  workspaceId: string,
  membership: { readonly roles: readonly Role[]; readonly isAdmin?: boolean | undefined; readonly deactivatedAt?: Date | undefined },
): string {
  const id = `user${randomId(12)}`;
  rows.user.push({ id, email: `${id}@example.org`, name: id });
  rows.passwordCredential.push({ userId: id, ...stored });
  rows.membership.push({ workspaceId, userId: id, ...membership, roles: [...membership.roles], deactivatedAt: membership.deactivatedAt ?? null });
  return id;
}

/** Adds a browser in which somebody is signed in. */
export function addSession(rows: Rows, userId: string, workspaceId: string): { readonly id: string; readonly secret: string } {
  const { id, secret, hash } = makeLongSecret();
  rows.session.push({ id, userId, workspaceId, secretHash: hash, client: "", expiresAt: LATER });
  return { id, secret };
}

/** Adds a share link, and a browser that it let in. */
export function addLink(
  rows: Rows,
  designId: string,
  given: { readonly scope: Scope; readonly expiresAt?: Date; readonly revokedAt?: Date },
): { readonly id: string; readonly visitId: string; readonly secret: string; readonly cookie: string } {
  const [{ id, secret, hash }, visit] = [makeSecret(), makeSecret()];
  rows.shareLink.push({ id, designId, secretHash: hash, createdBy: "test", ...given });
  rows.shareVisit.push({ id: visit.id, linkId: id, secretHash: visit.hash, expiresAt: LATER });
  return { id, visitId: visit.id, secret, cookie: `ltl_share_${id}=${visit.secret}` };
}

/** Adds what somebody said. */
export function addMessage(rows: Rows, threadId: string, author: string): { readonly id: string } {
  const id = `message${randomId(8)}`;
  rows.commentMessage.push({ id, threadId, author, body: "Said" });
  return { id };
}
