import * as z from "zod";
import { defineMessage } from "#lib/server/realtime/message.ts";

/** A change of the design, in a binary frame. */
export const change = defineMessage({
  id: "realtime.change",
  type: "change",
  policy: "design:requirements",
  input: z.object({ id: z.string().regex(/^[0-9A-Za-z_-]{8,64}$/), update: z.instanceof(Uint8Array) }),
  handle: ({ id, update }, speaker) => speaker.store(id, update),
});
