import * as z from "zod";
import { choice, dateSchema, described, idSchema, LINE_LIMIT, line, lines, reference, references, text } from "./schema.ts";

/** States of a decision (MADR). */
const DECISION_STATUSES = ["proposed", "accepted", "rejected", "deprecated", "superseded"] as const;

/** An architecture decision (ADR): what was decided, why, what was turned down. */
export const decisionSchema = z.looseObject({
  id: idSchema,
  title: z.string().max(LINE_LIMIT).meta({ title: "Title" }),
  status: choice(DECISION_STATUSES, "Status"),
  category: choice(["architecture", "technology", "data", "security"], "Category"),
  date: described(dateSchema, "Date"),
  deciders: lines("Deciders"),
  acceptedBy: line("Accepted by"),
  context: text("Context"),
  decision: text("Decision"),
  alternatives: described(z.array(z.looseObject({ option: line("Option"), against: text("Why not") })), "Alternatives"),
  consequences: text("Consequences"),
  reviewDate: described(dateSchema, "Review date"),
  supersededBy: reference("Superseded by"),
  elements: references("Concerns", "Components and connections that the decision is about."),
  findings: lines("Findings", "Rule ids that led to the decision."),
});
/** An architecture decision (ADR). */
export type Decision = z.infer<typeof decisionSchema>;

/** What a waiver says about a finding: the risk is known and taken, or the rule does not fit here. */
export const WAIVER_KINDS = ["acceptedRisk", "notApplicable"] as const;

/** A finding that is not fixed: a risk that was accepted until a day, or one that does not apply; who answers for it and why. */
export const waiverSchema = z.looseObject({
  rule: z.string().max(LINE_LIMIT).meta({ title: "Rule" }),
  target: line("Target", "Target of the finding; without it every finding of the rule is waived."),
  reason: z.string().max(2_000).meta({ title: "Reason" }),
  kind: choice(WAIVER_KINDS, "Kind", "An accepted risk when not given."),
  owner: z.string().max(LINE_LIMIT).meta({ title: "Owner" }),
  expires: described(dateSchema, "Expires", "The finding opens again on the day after. An accepted risk needs one; what does not apply may go without."),
  decision: reference("Decision"),
});
/** A finding that is not fixed: an accepted risk, or one that does not apply. */
export type Waiver = z.infer<typeof waiverSchema>;

/** An alert on a signal of a component. */
export const alertSchema = z.looseObject({
  id: idSchema,
  target: reference("Target"),
  signal: choice(["errorRatio", "p99", "queueDepth", "lag", "throughputLow", "replicaLag"], "Signal"),
  threshold: described(z.number().nonnegative(), "Threshold"),
  action: line("Action"),
  runbook: line("Runbook"),
});
/** An alert on a signal of a component. */
export type Alert = z.infer<typeof alertSchema>;
