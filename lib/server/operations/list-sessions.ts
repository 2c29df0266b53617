import * as z from "zod";
import { memberOnly } from "#lib/server/accounts/member.ts";
import { listSessions as list } from "#lib/server/accounts/sessions.ts";
import { defineOperation } from "#lib/server/operation.ts";
import { id, moment } from "./fields.ts";

/** `GET /me/sessions` */
export const listSessions = defineOperation({
  id: "sessions.list",
  method: "GET",
  path: "/me/sessions",
  summary: "Lists the browsers in which one is signed in, the last used first.",
  policy: "account",
  needsAccounts: true,
  input: z.object({}),
  output: z.object({ items: z.array(z.object({ id, client: z.string(), createdAt: moment, lastUsedAt: moment, expiresAt: moment, isThis: z.boolean() })) }),
  handle: async (actor, _input, { context }) => {
    const { userId, sessionId } = memberOnly(actor);
    const sessions = await list(context.database, userId);
    return { items: sessions.map((session) => ({ ...session, isThis: session.id === sessionId })) };
  },
});
