import * as z from "zod";
import { defineMessage } from "#lib/server/realtime/message.ts";

/** The first thing that is said: a ticket, and what the browser has already. */
export const hello = defineMessage({
  id: "realtime.hello",
  type: "hello",
  policy: "public",
  input: z.object({ version: z.int(), ticket: z.string().max(64), generation: z.int().min(0), since: z.int().min(0) }),
  handle: (input, speaker) => speaker.enter({ type: "hello", ...input }),
});
