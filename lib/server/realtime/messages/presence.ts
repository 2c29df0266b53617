import * as z from "zod";
import { defineMessage } from "#lib/server/realtime/message.ts";

const place = z.number().min(-1e7).max(1e7);
const extent = z.number().min(0).max(1e7);

/** What somebody who edits shows of oneself to the others. Who it is stands in the ticket and cannot be said. */
export const presence = defineMessage({
  id: "realtime.presence",
  type: "presence",
  policy: "design:requirements",
  input: z.object({
    showing: z.strictObject({
      name: z.string().trim().min(1).max(60),
      cursor: z.strictObject({ x: place, y: place }).optional(),
      selection: z.array(z.string().max(120)).max(50).optional(),
      view: z.strictObject({ x: place, y: place, width: extent, height: extent }).optional(),
    }),
  }),
  handle: ({ showing }, speaker) => speaker.show(showing),
});
