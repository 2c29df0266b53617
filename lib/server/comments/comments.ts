import type { Actor } from "#lib/server/actor.ts";
import type { ServerContext } from "#lib/server/context.ts";
import type { Database, Transaction } from "#lib/server/database/database.ts";
import { notify } from "#lib/server/database/notice.ts";
import { lockHead, readHead } from "#lib/server/designs/log.ts";
import { AppError, notFound } from "#lib/server/errors.ts";
import { may } from "#lib/server/policy.ts";
import { randomId } from "#lib/server/random-id.ts";
import type { Author } from "#lib/server/versions/authors.ts";
import { authorOf, storedAuthor, type StoredAuthor } from "./comment-author.ts";

/** What a conversation is pinned to. The element or finding may be gone by now. */
export type CommentTarget =
  | { readonly kind: "design" }
  | { readonly kind: "component" | "connection"; readonly id: string }
  | { readonly kind: "finding"; readonly rule: string; readonly id: string };

/** What somebody said. */
export interface Message {
  readonly id: string;
  readonly author: Author;
  /** Whether whoever asks said it, and so may change it. */
  readonly isMine: boolean;
  /** Markdown; empty when it was deleted. */
  readonly body: string;
  readonly createdAt: Date;
  readonly editedAt: Date | null;
  readonly isDeleted: boolean;
}

/** A conversation, its messages in their order. */
export interface Thread {
  readonly id: string;
  readonly target: CommentTarget;
  readonly createdAt: Date;
  readonly resolved: { readonly at: Date; readonly by: Author } | null;
  readonly messages: Message[];
}

/** Most conversations of one design, and most messages of one conversation. */
const MOST = { threads: 1_000, messages: 200 } as const;
/** Most messages a minute that come by one link. */
const MOST_BY_LINK = 60;

/** A page of the conversations about a design, the newest first. */
export async function listThreads(
  actor: Actor,
  { database }: ServerContext,
  designId: string,
  page: { readonly after: string | undefined; readonly limit: number },
): Promise<Thread[]> {
  await readHead(database, designId);
  const after = page.after === undefined ? undefined : await findThread(database, designId, page.after);
  const threads = await database.commentThread.findMany({
    where: { designId, ...(after && { OR: [{ createdAt: { lt: after.createdAt } }, { createdAt: after.createdAt, id: { lt: after.id } }] }) },
    orderBy: [{ createdAt: "desc" }, { id: "desc" }],
    take: page.limit,
    include: WITH_MESSAGES,
  });
  return told(actor, database, designId, threads);
}

/** Begins a conversation. */
export async function createThread(
  actor: Actor,
  transaction: Transaction,
  { designId, target, body, name }: { readonly designId: string; readonly target: CommentTarget; readonly body: string; readonly name: string | undefined },
): Promise<Thread> {
  const by = storedAuthor(actor, designId, name);
  await beginWriting(transaction, designId, by);
  if ((await transaction.commentThread.count({ where: { designId } })) >= MOST.threads)
    throw new AppError("conflict", `A design has ${MOST.threads} conversations at most. Delete old ones first.`);
  const thread = await transaction.commentThread.create({
    data: {
      id: randomId(16),
      designId,
      targetKind: target.kind,
      targetId: "id" in target ? target.id : null,
      rule: "rule" in target ? target.rule : null,
      messages: { create: { id: randomId(16), body, ...by } },
    },
    include: WITH_MESSAGES,
  });
  await tell(transaction, designId);
  return one(actor, transaction, designId, thread);
}

/** Answers in a conversation; one that was resolved is open again. */
export async function reply(
  actor: Actor,
  transaction: Transaction,
  { designId, threadId, body, name }: { readonly designId: string; readonly threadId: string; readonly body: string; readonly name: string | undefined },
): Promise<Thread> {
  const by = storedAuthor(actor, designId, name);
  await beginWriting(transaction, designId, by);
  const thread = await findThread(transaction, designId, threadId);
  if ((await transaction.commentMessage.count({ where: { threadId } })) >= MOST.messages)
    throw new AppError("conflict", `A conversation has ${MOST.messages} messages at most. Begin another one.`);
  await transaction.commentMessage.create({ data: { id: randomId(16), threadId: thread.id, body, ...by }, select: { id: true } });
  await transaction.commentThread.update({ where: { id: threadId }, data: NOT_RESOLVED, select: { id: true } });
  await tell(transaction, designId);
  return one(actor, transaction, designId, await findThread(transaction, designId, threadId));
}

/** Changes what one has said. */
export async function editMessage(actor: Actor, { database }: ServerContext, { designId, threadId, messageId, body }: MessagePlace & { readonly body: string }): Promise<Thread> {
  return database.$transaction(async (transaction) => {
    const message = await findMessage(transaction, { designId, threadId, messageId });
    if (!isMine(actor, designId, message)) throw new AppError("forbidden", "Only whoever wrote a message changes it. You can answer it.");
    await transaction.$executeRaw`UPDATE "CommentMessage" SET "body" = ${body}, "editedAt" = now() WHERE "id" = ${messageId}`;
    await tell(transaction, designId);
    return one(actor, transaction, designId, await findThread(transaction, designId, threadId));
  });
}

/** Deletes what one has said; whoever manages the design deletes anything. A conversation in which nothing is left goes too. */
export async function deleteMessage(actor: Actor, { database }: ServerContext, { designId, threadId, messageId }: MessagePlace): Promise<void> {
  await database.$transaction(async (transaction) => {
    await lockHead(transaction, designId);
    const message = await findMessage(transaction, { designId, threadId, messageId });
    if (!isMine(actor, designId, message) && !may(actor, "design:manage", designId))
      throw new AppError("forbidden", "Only whoever wrote a message, and whoever manages the design, deletes it.");
    await transaction.$executeRaw`UPDATE "CommentMessage" SET "body" = '', "authorName" = NULL, "deletedAt" = now() WHERE "id" = ${messageId}`;
    if ((await transaction.commentMessage.count({ where: { threadId, deletedAt: null } })) === 0)
      await transaction.commentThread.delete({ where: { id: threadId }, select: { id: true } });
    await tell(transaction, designId);
  });
}

/** Says that a conversation has come to its end, or that it has not. */
export async function setResolved(
  actor: Actor,
  { database }: ServerContext,
  { designId, threadId, isResolved, name }: { readonly designId: string; readonly threadId: string; readonly isResolved: boolean; readonly name?: string | undefined },
): Promise<Thread> {
  return database.$transaction(async (transaction) => {
    await findThread(transaction, designId, threadId);
    const { author, authorName } = storedAuthor(actor, designId, name);
    if (isResolved)
      await transaction.$executeRaw`
        UPDATE "CommentThread" SET "resolvedAt" = now(), "resolvedBy" = ${author}, "resolvedByName" = ${authorName} WHERE "id" = ${threadId} AND "resolvedAt" IS NULL`;
    else await transaction.commentThread.update({ where: { id: threadId }, data: NOT_RESOLVED, select: { id: true } });
    await tell(transaction, designId);
    return one(actor, transaction, designId, await findThread(transaction, designId, threadId));
  });
}

/** One message of a design after the other, so that many at once cannot pass a limit together. */
async function beginWriting(transaction: Transaction, designId: string, { linkId }: StoredAuthor): Promise<void> {
  await lockHead(transaction, designId);
  if (linkId === null) return;
  const [row] = await transaction.$queryRaw<readonly { readonly count: number }[]>`
    SELECT count(*)::int AS "count" FROM "CommentMessage" message JOIN "CommentThread" thread ON thread."id" = message."threadId"
    WHERE thread."designId" = ${designId} AND message."linkId" = ${linkId} AND message."createdAt" > now() - interval '1 minute'`;
  if ((row?.count ?? 0) >= MOST_BY_LINK)
    throw new AppError("rate_limited", "Too many messages came by this link in the last minute. Wait a moment and send it again.", { retryAfter: 60 });
}

interface MessagePlace {
  readonly designId: string;
  readonly threadId: string;
  readonly messageId: string;
}

const WITH_MESSAGES = { messages: { orderBy: [{ createdAt: "asc" as const }, { id: "asc" as const }] } };
const NOT_RESOLVED = { resolvedAt: null, resolvedBy: null, resolvedByName: null } as const;

const tell = (transaction: Transaction, designId: string): Promise<void> => notify(transaction, { kind: "comments", designId });

const isMine = (actor: Actor, designId: string, message: { readonly author: string }): boolean => message.author === storedAuthor(actor, designId, undefined).author;

async function findThread(database: Database | Transaction, designId: string, threadId: string) {
  const thread = await database.commentThread.findFirst({ where: { id: threadId, designId, design: { deletedAt: null } }, include: WITH_MESSAGES });
  if (thread === null) throw notFound();
  return thread;
}

async function findMessage(transaction: Transaction, { designId, threadId, messageId }: MessagePlace) {
  const message = await transaction.commentMessage.findFirst({ where: { id: messageId, threadId, deletedAt: null, thread: { designId, design: { deletedAt: null } } } });
  if (message === null) throw notFound();
  return message;
}

type StoredThread = Awaited<ReturnType<typeof findThread>>;

async function one(actor: Actor, database: Database | Transaction, designId: string, thread: StoredThread): Promise<Thread> {
  const [shown] = await told(actor, database, designId, [thread]);
  if (shown === undefined) throw new Error("A conversation got lost on its way out.");
  return shown;
}

/** Conversations as others may know them. */
async function told(actor: Actor, database: Database | Transaction, designId: string, threads: readonly StoredThread[]): Promise<Thread[]> {
  const authors = threads.flatMap(({ messages, resolvedBy }) => [...messages.map(({ author }) => author), resolvedBy ?? ""]);
  const userIds = [...new Set(authors)].filter((author) => author.startsWith("user:")).map((author) => author.slice("user:".length));
  const users = userIds.length === 0 ? [] : await database.user.findMany({ where: { id: { in: userIds } }, select: { id: true, name: true } });
  const names = new Map(users.map(({ id, name }) => [id, name]));
  return threads.map((thread) => ({
    id: thread.id,
    target: targetOf(thread),
    createdAt: thread.createdAt,
    resolved: thread.resolvedAt === null ? null : { at: thread.resolvedAt, by: authorOf(resolverOf(thread), names) },
    messages: thread.messages.map((message) => ({
      id: message.id,
      author: authorOf(message, names),
      isMine: message.deletedAt === null && isMine(actor, designId, message),
      body: message.body,
      createdAt: message.createdAt,
      editedAt: message.editedAt,
      isDeleted: message.deletedAt !== null,
    })),
  }));
}

const resolverOf = ({ resolvedBy, resolvedByName }: StoredThread): StoredAuthor => ({ author: resolvedBy ?? "", authorName: resolvedByName, linkId: null });

function targetOf({ targetKind: kind, targetId, rule }: StoredThread): CommentTarget {
  if (kind === "design") return { kind };
  return kind === "finding" ? { kind, rule: rule ?? "", id: targetId ?? "" } : { kind, id: targetId ?? "" };
}
