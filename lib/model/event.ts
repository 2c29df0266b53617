import * as z from "zod";
import { choice, count, described, flag, LINE_LIMIT, line } from "./schema.ts";

/** A fact or command carried by a topic or queue. */
export const eventTypeSchema = z.looseObject({
  name: z.string().max(LINE_LIMIT).meta({ title: "Name" }),
  type: choice(["domain", "integration", "command"], "Type"),
  version: count("Version"),
  compatibility: choice(["backward", "forward", "full", "none"], "Compatibility"),
  fields: described(z.array(z.looseObject({ name: line("Name"), type: line("Type"), pii: flag("Personal data"), encrypted: flag("Encrypted") })), "Fields"),
});
/** A fact or command carried by a topic or queue. */
export type EventType = z.infer<typeof eventTypeSchema>;
