import type { Role } from "./role-names.ts";

/** Who looks at the page, what they may do, and how one signs in. */
export interface Me {
  readonly hasAccounts: boolean;
  readonly needsSetup: boolean;
  readonly isSignUpOpen: boolean;
  readonly sendsMail: boolean;
  readonly provider: string | null;
  readonly person: { readonly id: string; readonly name: string; readonly email: string } | null;
  readonly hasPassword: boolean;
  readonly workspace: {
    readonly id: string;
    readonly title: string;
    readonly roles: readonly Role[];
    readonly isAdmin: boolean;
    readonly isOwner: boolean;
    readonly canEdit: boolean;
  } | null;
  /** Every workspace that the person may come into. */
  readonly workspaces: readonly { readonly id: string; readonly title: string }[];
}
/** A browser in which one is signed in. */
export interface SessionSummary {
  readonly id: string;
  readonly client: string;
  readonly createdAt: string;
  readonly lastUsedAt: string;
  readonly isThis: boolean;
}
/** Somebody of the workspace. */
export interface MemberSummary {
  readonly id: string;
  readonly name: string;
  readonly email: string | null;
  readonly roles: readonly Role[];
  readonly isAdmin: boolean;
  readonly isOwner: boolean;
  readonly deactivatedAt: string | null;
}
/** An invitation that nobody accepted yet; the secret is never shown again. */
export interface InvitationSummary {
  readonly id: string;
  readonly roles: readonly Role[];
  readonly isAdmin: boolean;
  readonly email: string | null;
  readonly expiresAt: string;
}
/** What an invitation is to. */
export interface Offer {
  readonly workspaceTitle: string;
  readonly roles: readonly Role[];
  readonly isAdmin: boolean;
  readonly email: string | null;
}

/** What the server says when it refuses; `fields` belong beside the fields they name. */
export class RefusalError extends Error {
  override readonly name = "RefusalError";
  readonly fields: Readonly<Record<string, string>>;

  constructor(message: string, fields: Readonly<Record<string, string>> = {}) {
    super(message);
    this.fields = fields;
  }
}

interface Envelope {
  readonly error?: { readonly message?: string; readonly fields?: Readonly<Record<string, string>> };
}

/** Asks the API; fails with a RefusalError. */
export async function ask<Answer>(method: string, path: string, body?: unknown): Promise<Answer> {
  let response: Response;
  try {
    const sent = body === undefined ? {} : { headers: { "content-type": "application/json" }, body: JSON.stringify(body) };
    response = await fetch(`/api/v1${path}`, { method, cache: "no-store", credentials: "same-origin", ...sent });
  } catch {
    throw new RefusalError("The server cannot be reached.");
  }
  const answer: unknown = await response.json().catch(() => ({}));
  // The API answers what its description says.
  if (response.ok) return answer as Answer;
  const { error } = answer as Envelope;
  throw new RefusalError(error?.message ?? `The server answered ${response.status}.`, error?.fields);
}

const post = <Answer>(path: string, body: unknown = {}): Promise<Answer> => ask("POST", path, body);

/** Who looks at the page. */
export const getMe = (): Promise<Me> => ask("GET", "/me");
/** Makes the first administrator. */
export const completeSetup = (input: {
  readonly token: string;
  readonly workspace: string;
  readonly name: string;
  readonly email: string;
  readonly password: string;
}): Promise<unknown> => post("/setup", input);
/** Signs in. */
export const signIn = (input: { readonly email: string; readonly password: string }): Promise<unknown> => post("/sign-in", input);
/** Signs out. */
export const signOut = (): Promise<unknown> => post("/sign-out");
/** Makes an account. */
export const signUp = (input: { readonly invitation?: string; readonly name: string; readonly email: string; readonly password: string }): Promise<unknown> =>
  post("/sign-up", input);
/** Tells what an invitation is to. */
export const exchangeInvitation = (secret: string): Promise<Offer> => post("/invitations/exchange", { secret });
/** Takes an invitation with the account one has. */
export const acceptInvitation = (secret: string): Promise<unknown> => post("/invitations/accept", { secret });
/** Asks for a mail that sets a new password. */
export const requestReset = (email: string): Promise<unknown> => post("/password-resets", { email });
/** Sets a new password by a link. */
export const setPasswordByLink = (secret: string, password: string): Promise<unknown> => post("/password-resets/use", { secret, password });
/** Begins a sign-in at the identity provider; returns where to go. */
export const beginExternal = (invitation?: string): Promise<{ readonly url: string }> => post("/external/begin", invitation === undefined ? {} : { invitation });
/** Ends it with what the provider put into the address. */
export const finishExternal = (query: string): Promise<{ readonly linked: boolean }> => post("/external/finish", { query });
/** Changes one's name. */
export const renameMe = (name: string): Promise<unknown> => ask("PATCH", "/me", { name });
/** Changes one's password. */
export const changePassword = (current: string, password: string): Promise<unknown> => post("/me/password", { current, password });
/** The browsers in which one is signed in. */
export const listSessions = (): Promise<{ readonly items: readonly SessionSummary[] }> => ask("GET", "/me/sessions");
/** Signs one out of a browser. */
export const revokeSession = (id: string): Promise<unknown> => ask("DELETE", `/me/sessions/${id}`);
/** The people of the workspace. */
export const listMembers = (): Promise<{ readonly items: readonly MemberSummary[] }> => ask("GET", "/workspace/members");
/** Gives a member other rights. */
export const changeMember = (id: string, change: { readonly roles?: readonly Role[]; readonly isAdmin?: boolean }): Promise<unknown> =>
  ask("PATCH", `/workspace/members/${id}`, change);
/** Shuts a member out, or lets them in again. */
export const setMemberActive = (id: string, isActive: boolean): Promise<unknown> => post(`/workspace/members/${id}/${isActive ? "reactivate" : "deactivate"}`);
/** Makes a link that sets a new password for a member; the secret is told once. */
export const createReset = (id: string): Promise<{ readonly secret: string }> => post(`/workspace/members/${id}/reset-link`);
/** The invitations that nobody accepted yet. */
export const listInvitations = (): Promise<{ readonly items: readonly InvitationSummary[] }> => ask("GET", "/workspace/invitations");
/** Makes an invitation; the secret is told once. */
export const createInvitation = (input: { readonly roles: readonly Role[]; readonly isAdmin: boolean; readonly email: string | null }): Promise<{ readonly secret: string }> =>
  post("/workspace/invitations", input);
/** Ends an invitation. */
export const revokeInvitation = (id: string): Promise<unknown> => ask("DELETE", `/workspace/invitations/${id}`);
/** Gives the workspace another name. */
export const renameWorkspace = (title: string): Promise<unknown> => ask("PATCH", "/workspace", { title });
/** Hands the workspace on. */
export const transferWorkspace = (userId: string): Promise<unknown> => post("/workspace/transfer", { userId });
