import type { Severity } from "#lib/model/design.ts";
import type { ThresholdKey } from "./thresholds.ts";

/** What a preset makes of one rule, and why. */
export interface PresetRule {
  readonly severity: Severity | "off";
  /** One sentence for whoever wonders where the rule went. */
  readonly because: string;
}

/** A named set of thresholds and severities. */
export interface Preset {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly thresholds: Partial<Record<ThresholdKey, number | string>>;
  readonly rules: Readonly<Record<string, PresetRule>>;
}

const off = (because: string) => ({ severity: "off", because }) as const;
const advice = (because: string) => ({ severity: "info", because }) as const;

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
    description: "A small team on a modular monolith: what pays only at scale is off. What warns of taking it too early stays on.",
    thresholds: {},
    rules: {
      "boundaries/conway-mismatch": off("One small team owns every context, so that no border between teams can lie wrong."),
      "boundaries/no-microservices-driver": off("A modular monolith needs no reason for microservices; a small team that has them hears boundaries/premature-microservices."),
      "boundaries/owner-load": off("A small team carries more services than the figure allows until there are more people."),
      "caching/cdn-missing": off("A CDN pays once many users far away ask for the same things."),
      "caching/read-heavy-uncached": off("One database answers the reads of a young product; a cache is one more thing that can be stale."),
      "caching/stampede": off("A key is hot only when very many ask for it at once."),
      "data/cqrs-candidate": off("A separate read model pays from about a thousand reads per write, and costs its upkeep from the first day."),
      "mesh/canary-too-large": off("With little traffic the first step has to be large to show anything."),
      "mesh/consider-mesh": off("A mesh pays above ten services, and with people who know it."),
      "mesh/heavier-than-needed": off("Which mesh is the lightest matters once there is a reason for one; mesh/early-stage says so first."),
      "mesh/mtls-needs-mesh": off("A few services handle their certificates by a library or the platform."),
      "observability/no-service-map": off("A handful of parts is overlooked without a map."),
      "observability/no-throughput-floor": off("Low and uneven traffic drops for no reason, and would wake people up for nothing."),
      "process/specialist-review-missing": off("There are no specialists to ask yet."),
      "resilience/missing-bulkhead": advice("One process with few dependencies shares its pools; separate them where one dependency is known to be slow."),
      "scalability/load-test-insufficient": advice("The peak is a guess before there are users; test before the first campaign."),
      "scalability/no-autoscaling": advice("A small fixed fleet costs less than tuning a scaling policy."),
      "scalability/no-chaos-test": off("Rehearsing failures pays once several parts can fail by themselves."),
      "scalability/shard-directory-uncached": off("Shards come much later than this preset is left behind."),
    },
  },
  {
    name: "serverless",
    title: "Serverless",
    description: "Functions behind a managed gateway: the platform scales, isolates and balances.",
    thresholds: {},
    rules: {
      "api/grpc-connection-balancing": off("The gateway hands every request to a function of its own."),
      "boundaries/nano-service": off("One function per endpoint or resource is the style."),
      "boundaries/no-microservices-driver": off("Functions are deployed one by one anyway; nobody pays for splitting."),
      "caching/local-cache-incoherent": advice("What a function keeps lives no longer than its instance; give it a time to live all the same."),
      "communication/no-service-discovery": off("Functions and managed services are called by name, and the platform finds them."),
      "mesh/consider-mesh": off("There is no place beside a function for the proxy of a mesh."),
      "mesh/mtls-needs-mesh": off("The platform signs and checks the calls between its services."),
      "observability/no-health-check": off("The platform replaces an instance that does not answer; nobody has to ask it."),
      "resilience/missing-bulkhead": off("Every invocation has memory of its own, and the limit on concurrency keeps one function from starving others."),
      "scalability/no-autoscaling": off("The platform adds instances by itself."),
      "scalability/pool-lifetime": off("A connection lives no longer than the instance that opened it."),
    },
  },
] as const satisfies readonly Preset[];

/** Name of a preset. */
export type PresetName = (typeof PRESETS)[number]["name"];

/** The preset with this name. */
export const presetByName = (name: string | undefined): Preset | undefined => PRESETS.find((preset) => preset.name === name);
