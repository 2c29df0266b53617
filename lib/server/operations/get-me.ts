import * as z from "zod";
import { me } from "#lib/server/accounts/me.ts";
import { defineOperation } from "#lib/server/operation.ts";
import { id, person, roles, workspaceMeta } from "./fields.ts";

/** `GET /me` */
export const getMe = defineOperation({
  id: "account.me",
  method: "GET",
  path: "/me",
  summary: "Tells who asks, what they may do here, and how one signs in.",
  policy: "public",
  input: z.object({}),
  output: z.object({
    hasAccounts: z.boolean(),
    needsSetup: z.boolean().meta({ description: "Nobody has an account yet." }),
    isSignUpOpen: z.boolean(),
    sendsMail: z.boolean(),
    provider: z.string().nullable().meta({ description: "Name of the identity provider." }),
    person: person.nullable(),
    hasPassword: z.boolean(),
    workspace: z.object({ id, title: z.string(), roles, isAdmin: z.boolean(), isOwner: z.boolean(), canEdit: z.boolean() }).nullable(),
    workspaces: z.array(workspaceMeta).meta({ description: "Every workspace that the person may come into." }),
  }),
  handle: (actor, _input, { context }) => me(actor, context),
});
