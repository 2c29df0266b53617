import type { Rule } from "../rule.ts";
import { missingTimeout } from "./missing-timeout.ts";

/** Rules about resilience, alphabetical. */
export const resilienceRules: readonly Rule[] = [missingTimeout];
