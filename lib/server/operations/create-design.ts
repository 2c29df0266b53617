import * as z from "zod";
import { designSchema, emptyDesign } from "#lib/model/design.ts";
import { createDesign as create } from "#lib/server/designs/designs.ts";
import { decodeUpdate } from "#lib/server/designs/update-bytes.ts";
import { AppError } from "#lib/server/errors.ts";
import { defineOperation } from "#lib/server/operation.ts";
import { designUpdate } from "#lib/sync/shared-design.ts";
import { bytes, designMeta, title } from "./fields.ts";

/** `POST /designs` */
export const createDesign = defineOperation({
  id: "designs.create",
  method: "POST",
  path: "/designs",
  summary: "Stores a new design: empty, from a design document, or from a Yjs update.",
  policy: "workspace:edit",
  bodyLimit: 6 * 1024 * 1024,
  repeat: "answer",
  input: z.object({
    title: title.optional().meta({ description: "Title of an empty design." }),
    design: designSchema.optional().meta({ description: "A design as in the file format." }),
    update: bytes.optional().meta({ description: "The whole content as a Yjs update in base64." }),
  }),
  output: designMeta,
  create: (actor, input, transaction) => {
    if ([input.title, input.design, input.update].filter((given) => given !== undefined).length > 1) {
      throw new AppError("invalid_input", "Give either a title, a design or an update: each of them says what the new design holds.");
    }
    const state = input.update === undefined ? designUpdate(input.design ?? emptyDesign("design", input.title ?? "Untitled design")) : decodeUpdate(input.update);
    return create(actor, transaction, state);
  },
});
