import type { KindEntry } from "../kind.ts";
import { COMPUTE, COMPUTE_ROLES, IDENTITY } from "../property-groups.ts";

/** Batch job. */
export const batchJob: KindEntry = {
  kind: "batchJob",
  title: "Batch job",
  plural: "Batch jobs",
  description: "A program that runs on a schedule or on demand, works through a pile of data and ends.",
  group: "compute",
  icon: "calendar-clock",
  shape: "card",
  keywords: ["cron", "scheduler", "etl", "nightly", "job", "airflow", "worker"],
  properties: [...IDENTITY, "timeoutMs", "measures", ...COMPUTE],
  essentials: ["purpose", "technology", "contexts", "team", "timeoutMs", "instances"],
  options: { role: COMPUTE_ROLES },
  cardFacts: ["timeoutMs", "instances", "team"],
};
