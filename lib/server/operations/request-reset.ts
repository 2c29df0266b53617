import * as z from "zod";
import { requestReset as request } from "#lib/server/accounts/resets.ts";
import { defineOperation } from "#lib/server/operation.ts";
import { done, email } from "./fields.ts";

/** `POST /password-resets` */
export const requestReset = defineOperation({
  id: "resets.request",
  method: "POST",
  path: "/password-resets",
  summary: "Mails a link that sets a new password, if there is such an account; the answer is the same if there is none.",
  policy: "public",
  needsAccounts: true,
  guarded: true,
  input: z.object({ email }),
  output: done,
  handle: async (_actor, input, { context }) => {
    await request(context, input.email);
    return {};
  },
});
