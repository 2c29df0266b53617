import type { ComponentProperty } from "#lib/model/component.ts";

/*
 * Properties that go together and are shown by several kinds.
 */

/** What it is. */
export const IDENTITY = ["purpose", "technology"] as const satisfies readonly ComponentProperty[];
/** Where it belongs. */
export const PLACE = ["team", "zone", "region"] as const satisfies readonly ComponentProperty[];
/** How it is run. */
export const OPERATION = ["criticality", "managed", "instances"] as const satisfies readonly ComponentProperty[];
/** What it can carry and what it is given to carry. */
export const LOAD = ["perInstanceRps", "capacityRps", "peakRps", "avgRps", "p99Ms"] as const satisfies readonly ComponentProperty[];
/** What it promises, how it fails, how one sees it. */
export const RELIABILITY = ["availability", "slo", "failureModes", "metrics"] as const satisfies readonly ComponentProperty[];
/** What keeps it safe. */
export const SECRETS = ["secrets", "apiKeys"] as const satisfies readonly ComponentProperty[];
/** What limits its callers. */
export const LIMITS = ["rateLimits", "ddosProtection"] as const satisfies readonly ComponentProperty[];

/** What every component that runs our own code is described by, between its identity and its own extras. */
export const COMPUTE = [
  "contexts",
  ...PLACE,
  "role",
  "aggregates",
  "apis",
  ...OPERATION,
  "stateless",
  "sessionState",
  "localCache",
  "requestBuffer",
  ...LOAD,
  ...RELIABILITY,
  "healthCheck",
  "logs",
  "tracing",
  "runbooks",
  "trafficSplit",
  "meshInjected",
  ...SECRETS,
  ...LIMITS,
  "layer",
  "splitReason",
  "teams",
  "language",
  "deployment",
  "releaseTrain",
  "releaseCadence",
  "eventSourced",
  "decision",
] as const satisfies readonly ComponentProperty[];

/** Roles of a component that runs our own code. */
export const COMPUTE_ROLES = ["worker", "orchestrator"] as const;

/** What every component that keeps data is described by, after its engine. */
export const STORE = [
  "owner",
  "contexts",
  ...PLACE,
  ...OPERATION,
  "encryptedAtRest",
  "dataClasses",
  "capacityBytes",
  "usedBytes",
  "growthBytesPerDay",
  "retentionDays",
  ...LOAD,
  ...RELIABILITY,
  "secrets",
  "decision",
] as const satisfies readonly ComponentProperty[];
