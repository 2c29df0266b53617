import * as z from "zod";
import { choice, count, described, duration, factor, flag, LINE_LIMIT, line, lines, rate, ratio, text } from "./schema.ts";

/** What the system must do and hold. */
export const requirementsSchema = z.looseObject({
  functional: lines("Functional"),
  nfr: described(
    z.looseObject({
      peakRps: rate("Peak load"),
      avgRps: rate("Average load"),
      p99Ms: duration("p99 latency"),
      availability: ratio("Availability"),
      consistency: line("Consistency"),
    }),
    "Quality",
  ),
  data: described(z.looseObject({ volume: line("Volume"), velocity: line("Velocity"), variety: line("Variety"), veracity: line("Veracity") }), "Data"),
  integrations: lines("Integrations"),
  constraints: described(z.looseObject({ budget: line("Budget"), teamExpertise: line("Team expertise"), existingStack: line("Existing stack") }), "Constraints"),
  growth: described(z.looseObject({ m6: factor("After 6 months"), m12: factor("After 1 year"), m24: factor("After 2 years") }), "Growth", "As factors on today's peak."),
  multiTenant: flag("Several tenants"),
  tenantKey: line("Tenant key"),
  mtlsEverywhere: flag("mTLS everywhere"),
  loadTestRps: rate("Load-tested to"),
  chaosTests: lines("Chaos tests"),
  goal: text("Goal", "The user's need in one or two sentences."),
});
/** The organisation that builds and runs the system; teams are boundaries of kind team. */
export const orgSchema = z.looseObject({
  engineers: count("Engineers"),
  stage: choice(["early", "growth", "mature"], "Stage"),
  domainClarity: choice(["unclear", "confirmed"], "Domain boundaries"),
  capabilities: lines("Capabilities", "ci-cd, observability, service-mesh …"),
});
/** The twelve edge cases that a design answers. */
export const EDGE_CASES = [
  "thunderingHerd",
  "cascadeFailure",
  "dataInconsistency",
  "clockSkew",
  "largePayload",
  "longRunning",
  "partialFailure",
  "rateLimiting",
  "hotPartition",
  "lockContention",
  "connectionExhaustion",
  "replicationLag",
] as const;

/** The seven quality criteria of a design. */
export const QUALITY_CRITERIA = [
  "singleResponsibility",
  "versionedContracts",
  "schemaHeadroom",
  "failureModes",
  "securityBuiltIn",
  "criticalPathMonitored",
  "asSimpleAsPossible",
] as const;

/** A role and what its holders may do. */
const roleSchema = z.looseObject({
  name: z.string().max(LINE_LIMIT).meta({ title: "Name" }),
  permissions: lines("Permissions", "resource:action; * stands for any: orders:* or *:read, and * alone for everything."),
});
/** Settings of the security model as a whole. */
export const securitySchema = z.looseObject({
  authz: choice(["rbac", "abac"], "Authorisation model"),
  roles: described(z.array(roleSchema), "Roles", "Who may do what."),
  certRotation: choice(["auto", "manual"], "Certificate rotation"),
});
