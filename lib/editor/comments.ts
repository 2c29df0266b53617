import { createStore, type StoreApi } from "zustand/vanilla";

/** What a conversation is pinned to. The element or finding may be gone by now. */
export type CommentTarget =
  | { readonly kind: "design" }
  | { readonly kind: "component" | "connection"; readonly id: string }
  | { readonly kind: "finding"; readonly rule: string; readonly id: string };

/** Who said something. */
export interface CommentAuthor {
  readonly kind: "member" | "link" | "local" | "unknown";
  readonly name: string | null;
}

/** What somebody said, in Markdown. */
export interface CommentMessage {
  readonly id: string;
  readonly author: CommentAuthor;
  readonly isMine: boolean;
  readonly body: string;
  readonly createdAt: string;
  readonly editedAt: string | null;
  readonly isDeleted: boolean;
}

/** A conversation. */
export interface CommentThread {
  readonly id: string;
  readonly target: CommentTarget;
  readonly createdAt: string;
  readonly resolved: { readonly at: string; readonly by: CommentAuthor } | null;
  readonly messages: readonly CommentMessage[];
}

/** What is said about one design, on the server. `name` is what somebody without an account calls themselves. */
export interface CommentsRemote {
  list(): Promise<readonly CommentThread[]>;
  begin(target: CommentTarget, body: string, name: string | undefined): Promise<CommentThread>;
  reply(threadId: string, body: string, name: string | undefined): Promise<CommentThread>;
  edit(threadId: string, messageId: string, body: string): Promise<CommentThread>;
  remove(threadId: string, messageId: string): Promise<void>;
  resolve(threadId: string, name: string | undefined): Promise<CommentThread>;
  reopen(threadId: string): Promise<CommentThread>;
}

/** Where a browser remembers what was read. */
export interface ReadMemory {
  load(): Readonly<Record<string, string>>;
  keep(read: Readonly<Record<string, string>>): void;
}

/** What is said about the open design. */
export interface CommentsState {
  /** Nothing until the server answered once. */
  readonly threads: readonly CommentThread[] | undefined;
  /** Why the last try to read them failed. */
  readonly error: string | undefined;
  /** The conversation that is open. */
  readonly chosen: string | undefined;
  /** What a conversation that is being begun will be pinned to. */
  readonly draft: CommentTarget | undefined;
  /** Grows whenever something is to be shown, also when it is shown already. */
  readonly asked: number;
  /** For each conversation the time of the last message that was read. */
  readonly read: Readonly<Record<string, string>>;
  /** How many unresolved conversations an element has. */
  readonly byElement: ReadonlyMap<string, number>;
}

/** How a design's conversations are reached. */
export interface CommentsOptions {
  readonly mayComment: boolean;
  /** What this person calls themselves at the moment. */
  readonly name?: () => string | undefined;
  /** Brings a design that is nowhere yet to the server. */
  readonly obtain?: () => Promise<void>;
}

const NONE: ReadonlyMap<string, number> = new Map();
const NOWHERE = "This design is not kept on a server, so nothing can be said about it here.";

/** Whether a conversation has something in it that was not read, and was said by somebody else. */
export function isUnread({ id, messages }: CommentThread, read: CommentsState["read"]): boolean {
  const since = read[id] ?? "";
  return messages.some(({ isMine, isDeleted, createdAt }) => !isMine && !isDeleted && createdAt > since);
}

/** The conversations about one design: reads them, says something, remembers what was read. */
export class Comments {
  readonly state: StoreApi<CommentsState>;
  readonly mayComment: boolean;
  readonly #name: () => string | undefined;
  readonly #obtain: (() => Promise<void>) | undefined;
  #remote: CommentsRemote | undefined;
  #memory: ReadMemory | undefined;
  #reading: Promise<void> | undefined;
  #isStale = false;

  constructor({ mayComment, name = () => undefined, obtain }: CommentsOptions) {
    this.mayComment = mayComment;
    this.#name = name;
    this.#obtain = obtain;
    this.state = createStore<CommentsState>(() => ({ threads: undefined, error: undefined, chosen: undefined, draft: undefined, asked: 0, read: {}, byElement: NONE }));
  }

  /** Says where the conversations are. */
  attach(remote: CommentsRemote, memory: ReadMemory): void {
    this.#remote = remote;
    this.#memory = memory;
    this.state.setState({ read: memory.load() });
    void this.refresh();
  }

  /** Reads them again; asked for while reading, it reads once more. */
  async refresh(): Promise<void> {
    this.#isStale = true;
    this.#reading ??= this.#read().finally(() => (this.#reading = undefined));
    return this.#reading;
  }

  /** Opens a conversation, which is read then; none closes it. */
  choose(id: string | undefined): void {
    this.state.setState(({ asked }) => ({ chosen: id, draft: undefined, asked: id === undefined ? asked : asked + 1 }));
    this.#markRead();
  }
  /** Begins to write about something; none gives it up. */
  compose(target: CommentTarget | undefined): void {
    this.state.setState(({ asked }) => ({ draft: target, ...(target && { chosen: undefined, asked: asked + 1 }) }));
  }

  /** Begins a conversation. */
  async begin(target: CommentTarget, body: string): Promise<void> {
    const thread = await (await this.#server()).begin(target, body, this.#name());
    this.state.setState({ draft: undefined, chosen: thread.id });
    this.#put(thread);
  }
  /** Answers in a conversation. */
  async reply(threadId: string, body: string): Promise<void> {
    this.#put(await (await this.#server()).reply(threadId, body, this.#name()));
  }
  /** Changes what this person has said. */
  async edit(threadId: string, messageId: string, body: string): Promise<void> {
    this.#put(await (await this.#server()).edit(threadId, messageId, body));
  }
  /** Deletes a message. */
  async remove(threadId: string, messageId: string): Promise<void> {
    await (await this.#server()).remove(threadId, messageId);
    await this.refresh();
  }
  /** Says that a conversation has come to its end, or that it has not. */
  async setResolved(threadId: string, isResolved: boolean): Promise<void> {
    const server = await this.#server();
    this.#put(await (isResolved ? server.resolve(threadId, this.#name()) : server.reopen(threadId)));
  }

  async #server(): Promise<CommentsRemote> {
    if (this.#remote === undefined) await this.#obtain?.();
    if (this.#remote === undefined) throw new Error(NOWHERE);
    return this.#remote;
  }

  async #read(): Promise<void> {
    while (this.#isStale && this.#remote !== undefined) {
      this.#isStale = false;
      try {
        this.#show(await this.#remote.list());
      } catch (error) {
        this.state.setState({ error: error instanceof Error ? error.message : "The comments cannot be read." });
        return;
      }
    }
  }

  #put(thread: CommentThread): void {
    const { threads = [] } = this.state.getState();
    this.#show(threads.some(({ id }) => id === thread.id) ? threads.map((known) => (known.id === thread.id ? thread : known)) : [thread, ...threads]);
  }

  #show(threads: readonly CommentThread[]): void {
    const { chosen } = this.state.getState();
    const byElement = new Map<string, number>();
    for (const { target, resolved } of threads) if (resolved === null && "id" in target) byElement.set(target.id, (byElement.get(target.id) ?? 0) + 1);
    this.state.setState({ threads, byElement, error: undefined, chosen: threads.some(({ id }) => id === chosen) ? chosen : undefined });
    this.#markRead();
  }

  /** What is open on the screen is read; what no longer exists is forgotten. */
  #markRead(): void {
    const { threads = [], chosen, read } = this.state.getState();
    const last = threads.find(({ id }) => id === chosen)?.messages.at(-1)?.createdAt;
    if (chosen === undefined || last === undefined || (read[chosen] ?? "") >= last) return;
    const known = new Set(threads.map(({ id }) => id));
    const next = { ...Object.fromEntries(Object.entries(read).filter(([id]) => known.has(id))), [chosen]: last };
    this.state.setState({ read: next });
    this.#memory?.keep(next);
  }
}
