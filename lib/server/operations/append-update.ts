import * as z from "zod";
import { appendUpdate as append } from "#lib/server/designs/append.ts";
import { decodeUpdate } from "#lib/server/designs/update-bytes.ts";
import { defineOperation } from "#lib/server/operation.ts";
import { bytes, id } from "./fields.ts";

/** `POST /designs/{designId}/updates` */
export const appendUpdate = defineOperation({
  id: "designs.append",
  method: "POST",
  path: "/designs/{designId}/updates",
  summary: "Stores a change; the answer means that it is on disk. The same `updateId` again is answered without storing twice.",
  policy: "design:requirements",
  bodyLimit: 6 * 1024 * 1024,
  input: z.object({
    designId: id,
    updateId: z.string().regex(/^[0-9A-Za-z_-]{8,64}$/, "8 to 64 letters, digits, - or _"),
    update: bytes.meta({ description: "A Yjs update in base64." }),
    generation: z.int().optional().meta({ description: "Generation the client works on; another one is answered with `conflict`." }),
  }),
  output: z.object({ generation: z.int(), seq: z.int() }),
  handle: (actor, { designId, updateId, update, generation }, { context }) => append(actor, { designId, updateId, bytes: decodeUpdate(update), generation }, context),
});
