import { expect, test } from "vitest";
import { Comments, type CommentsRemote, type CommentTarget, type CommentThread, isUnread } from "./comments.ts";

const at = (minute: number) => new Date(Date.UTC(2026, 0, 1, 0, minute)).toISOString();
const said = (minute: number, isMine: boolean) => ({
  id: `m${minute}`,
  author: { kind: "link", name: "Ada" } as const,
  isMine,
  body: "Why?",
  createdAt: at(minute),
  editedAt: null,
  isDeleted: false,
});
const thread = (id: string, target: CommentTarget, minutes: readonly number[], isMine = false): CommentThread => ({
  id,
  target,
  createdAt: at(minutes[0] ?? 0),
  resolved: null,
  messages: minutes.map((minute) => said(minute, isMine)),
});

const setUp = (threads: readonly CommentThread[]) => {
  const server = { threads, calls: [] as string[], kept: {} as Readonly<Record<string, string>>, gate: Promise.resolve() };
  const remote: CommentsRemote = {
    list: async () => {
      server.calls.push("list");
      await server.gate;
      return server.threads;
    },
    begin: async (target, body, name) => {
      server.calls.push(`begin ${body} by ${name}`);
      return thread("new", target, [9], true);
    },
    reply: async (id) => ({ ...thread(id, { kind: "design" }, [1, 9], true) }),
    edit: () => Promise.reject(new Error("not asked for")),
    remove: async (id) => void (server.threads = server.threads.filter((known) => known.id !== id)),
    resolve: async (id) => ({ ...thread(id, { kind: "component", id: "order" }, [1]), resolved: { at: at(9), by: { kind: "local", name: null } } }),
    reopen: async (id) => thread(id, { kind: "component", id: "order" }, [1]),
  };
  const comments = new Comments({ mayComment: true, name: () => "Ada" });
  const memory = { load: () => server.kept, keep: (read: Readonly<Record<string, string>>) => void (server.kept = read) };
  const attach = () => comments.attach(remote, memory);
  return { comments, server, attach, remote, memory };
};

test("what others said is unread until its conversation was open, also after a reload", async () => {
  const { comments, server, attach } = setUp([thread("a", { kind: "design" }, [1, 2]), thread("b", { kind: "design" }, [3], true)]);
  attach();
  await comments.refresh();
  const unread = () =>
    comments.state
      .getState()
      .threads?.filter((one) => isUnread(one, comments.state.getState().read))
      .map(({ id }) => id);
  expect(unread()).toEqual(["a"]);
  comments.choose("a");
  expect(unread()).toEqual([]);
  expect(server.kept).toEqual({ a: at(2) });
  // Said while the conversation is open, it is read; said while another one is, it is not.
  server.threads = [thread("a", { kind: "design" }, [1, 2, 4])];
  await comments.refresh();
  expect(unread()).toEqual([]);
  comments.choose(undefined);
  server.threads = [thread("a", { kind: "design" }, [1, 2, 4, 5])];
  await comments.refresh();
  expect(unread()).toEqual(["a"]);
  attach();
  expect(comments.state.getState().read).toEqual({ a: at(4) });
});

test("elements are counted by their open conversations, those of their findings too", async () => {
  const { comments, attach } = setUp([
    thread("a", { kind: "component", id: "order" }, [1]),
    thread("b", { kind: "finding", rule: "resilience/missing-timeout", id: "order" }, [1]),
    thread("c", { kind: "design" }, [1]),
  ]);
  attach();
  await comments.refresh();
  expect([...comments.state.getState().byElement]).toEqual([["order", 2]]);
  await comments.setResolved("a", true);
  expect([...comments.state.getState().byElement]).toEqual([["order", 1]]);
});

test("many words of news at once are read twice at most", async () => {
  const { comments, server, attach } = setUp([]);
  const gate = Promise.withResolvers<void>();
  server.gate = gate.promise;
  attach();
  for (let turn = 0; turn < 10; turn += 1) void comments.refresh();
  gate.resolve();
  await comments.refresh();
  expect(server.calls).toEqual(["list", "list"]);
});

test("a conversation that was begun is open at once and comes first; one that is gone is closed", async () => {
  const { comments, server, attach } = setUp([thread("a", { kind: "design" }, [1])]);
  attach();
  await comments.refresh();
  comments.compose({ kind: "component", id: "order" });
  await comments.begin({ kind: "component", id: "order" }, "Why?");
  expect(server.calls).toContain("begin Why? by Ada");
  expect(comments.state.getState()).toMatchObject({ chosen: "new", draft: undefined, threads: [{ id: "new" }, { id: "a" }] });
  comments.choose("a");
  await comments.remove("a", "m1");
  expect(comments.state.getState()).toMatchObject({ chosen: undefined, threads: [] });
});

test("a design that is nowhere yet is brought to the server by the first comment; one that stays nowhere says so", async () => {
  const { remote, memory } = setUp([]);
  const comments: Comments = new Comments({ mayComment: true, obtain: async () => comments.attach(remote, memory) });
  await comments.begin({ kind: "design" }, "Why?");
  expect(comments.state.getState().chosen).toBe("new");
  await expect(new Comments({ mayComment: true }).begin({ kind: "design" }, "Why?")).rejects.toThrow("not kept on a server");
});
