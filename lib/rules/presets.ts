import type { Severity } from "#lib/model/design.ts";
import type { ThresholdKey } from "./thresholds.ts";

/** A named set of thresholds and severities. */
export interface Preset {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly thresholds: Partial<Record<ThresholdKey, number | string>>;
  readonly rules: Record<string, Severity | "off">;
}

/** The presets, the default first. */
export const PRESETS = [
  { name: "recommended", title: "Recommended", description: "The defaults of the source checklists.", thresholds: {}, rules: {} },
  {
    name: "tight",
    title: "Tight",
    description: "3 s timeouts, one bounded context per service, one database per service.",
    thresholds: { "resilience.timeoutMs": 3_000, "boundaries.maxContextsPerService": 1, "boundaries.dbIsolation": "service" },
    rules: {},
  },
  {
    name: "start-up",
    title: "Start-up",
    description: "A small team on a modular monolith: what pays only at scale is off.",
    thresholds: {},
    rules: {
      "boundaries/no-microservices-driver": "off",
      "boundaries/conway-mismatch": "off",
      "boundaries/owner-load": "off",
      "mesh/consider-mesh": "off",
      "mesh/mtls-needs-mesh": "off",
      "resilience/missing-bulkhead": "info",
      "caching/cdn-missing": "off",
    },
  },
  {
    name: "serverless",
    title: "Serverless",
    description: "Functions behind a managed gateway: the platform scales, isolates and balances.",
    thresholds: {},
    rules: { "boundaries/nano-service": "off", "boundaries/no-microservices-driver": "off", "resilience/missing-bulkhead": "off", "caching/local-cache-incoherent": "info" },
  },
] as const satisfies readonly Preset[];

/** Name of a preset. */
export type PresetName = (typeof PRESETS)[number]["name"];
