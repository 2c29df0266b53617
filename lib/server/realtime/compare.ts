import * as z from "zod";
import { defineJob } from "#lib/server/job.ts";

/** Compares the designs that people have open with the database, in case something was not told. */
export const compareWithDatabase = defineJob({
  id: "realtime.compare",
  input: z.object({}),
  handle: (_input, { compare }: { readonly compare: () => Promise<void> }) => compare(),
});
