import type { Operation } from "#lib/server/operation.ts";
import { randomId } from "#lib/server/random-id.ts";
import { type ApiAnswer, ask } from "#lib/server/testing/ask.ts";
import type { ServerContext } from "#lib/server/context.ts";
import type { Bearer } from "./principals.ts";
import { PASSWORD, STATE, type World } from "./world.ts";

/** A password that nobody had so far. */
const NEW_PASSWORD = "purple anchor melody";
const newPerson = () => ({ name: "New", email: `new${randomId(12)}@example.org`, password: NEW_PASSWORD });

/**
 * What a sound call sends beside the ids in its path, in a world. An operation that can be called with nothing needs no line; one that cannot is
 * refused with 400 wherever the table says `allow`.
 */
const SENT: Readonly<Record<string, (world: World) => Readonly<Record<string, unknown>>>> = {
  "account.password": () => ({ current: PASSWORD, password: NEW_PASSWORD }),
  "account.rename": () => ({ name: "Other name" }),
  "account.signIn": ({ email }) => ({ email, password: PASSWORD }),
  "account.signUp": ({ secrets }) => ({ ...newPerson(), invitation: secrets.invitation }),
  "comments.create": () => ({ target: { kind: "finding", rule: "resilience/missing-timeout", id: "order" }, body: "Why?" }),
  "comments.edit": () => ({ body: "Said better" }),
  "comments.reply": () => ({ body: "Because." }),
  "designs.append": () => ({ updateId: "change-0001", update: Buffer.from(STATE).toString("base64") }),
  "designs.rename": () => ({ title: "Renamed" }),
  "external.finish": () => ({ query: "code=1&state=2" }),
  "invitations.accept": ({ secrets }) => ({ secret: secrets.invitation }),
  "invitations.create": () => ({ roles: ["BE"] }),
  "invitations.exchange": ({ secrets }) => ({ secret: secrets.invitation }),
  "members.change": () => ({ roles: ["PE"] }),
  "resets.request": ({ email }) => ({ email }),
  "resets.use": ({ secrets }) => ({ secret: secrets.reset, password: NEW_PASSWORD }),
  "setup.complete": () => ({ ...newPerson(), token: "ltl_000000000000_00000000000000000000000000" }),
  "shares.embed": ({ secrets }) => ({ secret: secrets.share }),
  "shares.exchange": ({ secrets }) => ({ secret: secrets.share }),
  "teams.change": ({ ids }) => ({ title: `Renamed ${randomId(6)}`, memberIds: [ids.userId] }),
  "teams.create": () => ({ title: `New ${randomId(6)}`, memberIds: [] }),
  "versions.create": () => ({ title: "New" }),
  "versions.rename": () => ({ title: "Renamed" }),
  "workspace.changeRules": () => ({ version: 0, rules: { thresholds: { "alerts.throughputMinRps": 1_000 } } }),
  "workspace.rename": () => ({ title: "Renamed" }),
  "workspaces.create": () => ({ title: "New" }),
  "workspace.transfer": ({ ids }) => ({ userId: ids.userId }),
};

/** Whether an operation takes a body. */
const takesBody = ({ method }: Operation): boolean => method === "POST" || method === "PATCH";

/** What a sound call of an operation sends in a world. */
export const sentBy = ({ id }: Operation, world: World): Readonly<Record<string, unknown>> => SENT[id]?.(world) ?? {};

/** What somebody's browser sends with every request. */
export const headersOf = ({ cookie, headers }: Bearer): Headers => new Headers({ ...headers, ...(cookie !== undefined && { cookie }) });

/** Calls an operation over HTTP, on whoever's behalf, each time from an address of its own. */
export function callAs(
  context: ServerContext,
  operation: Operation,
  { cookie, headers, isLocal = false }: Bearer,
  ids: Readonly<Record<string, string>>,
  sent: Readonly<Record<string, unknown>>,
): Promise<ApiAnswer<unknown>> {
  const path = operation.path.replaceAll(/\{(\w+)\}/gu, (_, name: string) => ids[name] ?? "nothing");
  const address = `192.0.2.7 ${randomId(8)}`;
  if (operation.method !== "GET")
    return ask(context, operation.method, path, { cookie, headers, isLocal, address, ...((takesBody(operation) || Object.keys(sent).length > 0) && { body: sent }) });
  const query = new URLSearchParams(Object.entries(sent).map(([name, value]) => [name, String(value)])).toString();
  return ask(context, "GET", query === "" ? path : `${path}?${query}`, { cookie, headers, isLocal, address });
}
