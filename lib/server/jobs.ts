import { mailReset } from "./accounts/resets.ts";
import { compactDesign } from "./designs/compact.ts";
import { tidyUp } from "./housekeeping.ts";
import { compareWithDatabase } from "./realtime/compare.ts";
import { keepVersions } from "./versions/keep.ts";

/** Everything that the server does by itself. */
export const JOBS = [compactDesign, compareWithDatabase, keepVersions, mailReset, tidyUp] as const;
