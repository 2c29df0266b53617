import * as z from "zod";
import { redeemReset as redeem } from "#lib/server/accounts/resets.ts";
import { defineOperation } from "#lib/server/operation.ts";
import { done, password, secret } from "./fields.ts";

/** `POST /password-resets/use` */
export const redeemReset = defineOperation({
  id: "resets.use",
  method: "POST",
  path: "/password-resets/use",
  summary: "Sets a new password by a link; every session of the person ends.",
  policy: "public",
  needsAccounts: true,
  guarded: true,
  input: z.object({ secret, password }),
  output: done,
  handle: async (_actor, input, { context }) => {
    await redeem(context.database, input.secret, input.password);
    return {};
  },
});
