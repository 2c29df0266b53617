import { json, request, send } from "#components/studio/api.ts";
import type { Design } from "#lib/model/design.ts";

/** Somebody who changed a design, as the server knows them. */
export interface Author {
  readonly kind: "member" | "link" | "local" | "unknown";
  readonly name: string | null;
}
/** A version without its content. */
export interface VersionSummary {
  /** Number of the last change that it holds; its name for the server. */
  readonly seq: number;
  readonly kind: "automatic" | "named" | "restored";
  readonly title: string | null;
  readonly createdAt: string;
  readonly createdBy: Author | null;
  readonly authors: readonly Author[];
  readonly origin: { readonly createdAt: string; readonly title: string | null } | null;
}
/** A page of versions, the newest first. */
export interface VersionPage {
  readonly items: readonly VersionSummary[];
  readonly nextCursor: number | null;
  /** Changes that no version holds yet; told on the first page. */
  readonly unkept: { readonly seq: number; readonly authors: readonly Author[] } | null;
}
/** The version that a restored state became, and the one that holds what was there just before. */
export interface RestoredVersion extends VersionSummary {
  readonly before: number;
}

const pathOf = (designId: string, rest = ""): string => `/designs/${encodeURIComponent(designId)}/versions${rest}`;
const once = (): Record<string, string> => ({ "idempotency-key": crypto.randomUUID() });

/** The versions of a design. */
export const listVersions = (designId: string, cursor?: number): Promise<VersionPage> => json(request(pathOf(designId, cursor === undefined ? "" : `?cursor=${cursor}`)));
/** The design as a version holds it. */
export const versionDesign = async (designId: string, seq: number): Promise<Design> => (await json<{ design: Design }>(request(pathOf(designId, `/${seq}`)))).design;
/** Keeps the present state under a name. */
export const createVersion = (designId: string, title: string): Promise<VersionSummary> => json(send("POST", pathOf(designId), { title }, once()));
/** Gives a version a name. */
export const renameVersion = (designId: string, seq: number, title: string): Promise<VersionSummary> => json(send("PATCH", pathOf(designId, `/${seq}`), { title }));
/** Deletes a named version. */
export const deleteVersion = async (designId: string, seq: number): Promise<void> => void (await request(pathOf(designId, `/${seq}`), { method: "DELETE" }));
/** Puts a version in place of the present state. */
export const restoreVersion = (designId: string, seq: number): Promise<RestoredVersion> => json(send("POST", pathOf(designId, `/${seq}/restore`), {}, once()));
