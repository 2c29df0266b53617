import * as z from "zod";
import { configSchema } from "#lib/model/design.ts";
import { idSchema, LINE_LIMIT } from "#lib/model/schema.ts";
import { ROLES, SCOPES } from "#lib/server/actor.ts";

/** Id of something the server keeps. */
export const id = z.string().regex(/^[0-9a-z]{1,32}$/, "not an id");

/** Title as people write it. */
export const title = z.string().trim().min(1).max(LINE_LIMIT);

/** A moment, sent as ISO 8601 in UTC. */
export const moment = z.union([z.date().transform((date) => date.toISOString()), z.iso.datetime()]).meta({ type: "string", format: "date-time" });

/** Bytes, sent as base64. */
export const bytes = z.base64().max(6 * 1024 * 1024);

/** Sends bytes as base64. */
export const toBase64 = (value: Uint8Array): string => Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString("base64");

/** A design without its content. */
export const designMeta = z.object({
  id,
  title: z.string(),
  createdAt: moment,
  updatedAt: moment,
  generation: z.int().meta({ description: "Grows when an older state replaces the present one." }),
  headSeq: z.int().meta({ description: "Number of the last stored update." }),
});

/** A share link without its secret. */
export const shareMeta = z.object({
  id,
  scope: z.enum(SCOPES),
  hasPassword: z.boolean(),
  creator: z.string().nullable().meta({ description: "Name of the person who made it; none when it was whoever sat at the machine." }),
  createdAt: moment,
  lastUsedAt: moment.nullable(),
  expiresAt: moment.nullable(),
  revokedAt: moment.nullable(),
  isOpen: z.boolean().meta({ description: "Whether it opens the design now." }),
});

/** The answer when there is nothing to say but that it was done. */
export const done = z.object({});

/** E-mail address of an account, kept in small letters. */
export const email = z.email("not an e-mail address").max(254).toLowerCase();

/** Name of a person. */
export const personName = z.string().trim().min(1, "missing").max(LINE_LIMIT);

/** A password as it is typed; whether a new one is good enough is judged where it is set. */
export const password = z.string().min(1, "missing").max(1_024);

/** Secret of a link, or of the first start. */
export const secret = z.string().trim().max(200);

/** What a person is in a workspace. */
export const roles = z.array(z.enum(ROLES)).max(ROLES.length);

/** A person with an account. */
export const person = z.object({ id, name: z.string(), email: z.string() });

/** Somebody of a workspace. */
export const memberMeta = z.object({
  id,
  name: z.string(),
  email: z.string().nullable().meta({ description: "Told to administrators only." }),
  roles,
  isAdmin: z.boolean(),
  isOwner: z.boolean(),
  deactivatedAt: moment.nullable(),
});

/** An invitation without its secret. */
export const invitationMeta = z.object({ id, roles, isAdmin: z.boolean(), email: z.string().nullable(), createdAt: moment, expiresAt: moment });

/** How the rules are set, as a design and a repository's configuration say it. */
export const ruleSettings = z.strictObject(configSchema.shape);

/** A workspace in a list. */
export const workspaceMeta = z.object({ id, title: z.string() });

/** A team. */
export const teamMeta = z.object({ id, title: z.string(), memberIds: z.array(id) });

/** Number of a version: that of the last change it holds. */
export const versionNumber = z.coerce.number().int().min(1).max(2_147_483_647);

/** Somebody who changed a design, as the connection was known that brought the changes. */
const author = z.object({
  kind: z.enum(["member", "link", "local", "unknown"]),
  name: z.string().nullable().meta({ description: "Name of whoever is signed in; otherwise what they call themselves, where they may." }),
});

/** People who changed something. */
export const authors = z.array(author);

/** A version without its content. */
export const versionMeta = z.object({
  seq: z.int().meta({ description: "Number of the last change that it holds." }),
  kind: z.enum(["automatic", "named", "restored"]),
  title: z.string().nullable(),
  createdAt: moment,
  createdBy: author.nullable().meta({ description: "Who named or restored it." }),
  authors: authors.meta({ description: "Whose changes came since the version before." }),
  origin: z.object({ createdAt: moment, title: z.string().nullable() }).nullable().meta({ description: "Of a restored one: which version it had been." }),
});

/** Name of a rule, such as `resilience/missing-timeout`. */
const idOfRule = z
  .string()
  .regex(/^[\w-]+(?:\/[\w-]+){1,3}$/u, "not the id of a rule")
  .max(120);

/** What a conversation is pinned to. */
export const commentTarget = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("design") }),
  z.strictObject({ kind: z.literal("component"), id: idSchema }),
  z.strictObject({ kind: z.literal("connection"), id: idSchema }),
  z.strictObject({ kind: z.literal("finding"), rule: idOfRule, id: z.string().min(1).max(400).meta({ description: "What the finding is about, as it is named in reports." }) }),
]);

/** What somebody says in a conversation, in Markdown. */
export const commentBody = z.string().trim().min(1, "say something").max(4_000);

/** What somebody without an account calls themselves. */
export const calledName = z.string().trim().min(1).max(60).optional().meta({ description: "What somebody without an account calls themselves; an account has its own name." });

/** A conversation. */
export const thread = z.object({
  id,
  target: commentTarget,
  createdAt: moment,
  resolved: z.object({ at: moment, by: author }).nullable(),
  messages: z.array(
    z.object({
      id,
      author,
      isMine: z.boolean().meta({ description: "Whether the caller said it, and so may change it." }),
      body: z.string().meta({ description: "Markdown; empty when it was deleted." }),
      createdAt: moment,
      editedAt: moment.nullable(),
      isDeleted: z.boolean(),
    }),
  ),
});
