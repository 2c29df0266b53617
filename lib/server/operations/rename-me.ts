import * as z from "zod";
import { memberOnly } from "#lib/server/accounts/member.ts";
import { renamePerson } from "#lib/server/accounts/people.ts";
import { defineOperation } from "#lib/server/operation.ts";
import { person, personName } from "./fields.ts";

/** `PATCH /me` */
export const renameMe = defineOperation({
  id: "account.rename",
  method: "PATCH",
  path: "/me",
  summary: "Changes the name that others see.",
  policy: "account",
  needsAccounts: true,
  input: z.object({ name: personName }),
  output: person,
  handle: (actor, { name }, { context }) => renamePerson(memberOnly(actor), context.database, name),
});
