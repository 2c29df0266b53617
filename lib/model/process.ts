import * as z from "zod";
import { choice, choices, dateSchema, described, flag, LINE_LIMIT, line, lines } from "./schema.ts";

/** The states of the work around a design, in order: two checkpoints, each with a way back. */
export const PROCESS_STATES = [
  "requirements",
  "design",
  "submitted1",
  "changesRequested1",
  "approved1",
  "implementation",
  "submitted2",
  "changesRequested2",
  "approved2",
  "handoff",
  "deployed",
] as const;
/** State of the work around a design. */
export type ProcessState = (typeof PROCESS_STATES)[number];

/** Whether the work has come as far as a state, or further; work whose state nobody declared has not begun. */
export const hasReached = (state: ProcessState | undefined, milestone: ProcessState): boolean =>
  state !== undefined && PROCESS_STATES.indexOf(state) >= PROCESS_STATES.indexOf(milestone);

/** Roles of the people around a design. */
const ROLES = ["PM", "PE", "BE", "FE", "DevOps", "Specialist", "Viewer"] as const;

/** The twelve parts of a proposal for checkpoint 1: seven that are designed, five that are handed in with them. */
export const PROPOSAL_ITEMS = [
  "apiEndpoints",
  "databaseSchema",
  "serviceBoundaries",
  "dataFlow",
  "integrationPoints",
  "scalability",
  "security",
  "diagrams",
  "dataModels",
  "apiSpecifications",
  "performanceEstimates",
  "securityAnalysis",
] as const;

/** What is asked before checkpoint 2. */
export const REVIEW_ITEMS = ["testsPassing", "docsUpdated", "benchmarks", "followsDesign"] as const;

/** What those who run the system are given. */
export const HANDOFF_ITEMS = ["deploymentConfig", "environmentVariables", "migrations", "monitoring"] as const;

/** Areas that a specialist may review. */
export const SPECIALIST_AREAS = ["database", "apiContracts", "dataConsistency", "serviceAuth", "security", "performance", "cloud"] as const;
/** Area that a specialist may review. */
export type SpecialistArea = (typeof SPECIALIST_AREAS)[number];

const id = z.string().max(LINE_LIMIT).meta({ title: "Id" });
const role = choice(ROLES, "Role");

const proposalSchema = z.looseObject({
  apiEndpoints: flag("API endpoints and contracts"),
  databaseSchema: flag("Database schema"),
  serviceBoundaries: flag("Service boundaries"),
  dataFlow: flag("Data flow"),
  integrationPoints: flag("Integration points"),
  scalability: flag("Scalability approach"),
  security: flag("Security considerations"),
  diagrams: flag("Architecture diagrams"),
  dataModels: flag("Data models"),
  apiSpecifications: flag("API specifications"),
  performanceEstimates: flag("Performance estimates"),
  securityAnalysis: flag("Security analysis"),
} satisfies Record<(typeof PROPOSAL_ITEMS)[number], unknown>);

const reviewSchema = z.looseObject({
  testsPassing: flag("Tests pass"),
  docsUpdated: flag("Documentation is up to date"),
  benchmarks: flag("Benchmarks are included"),
  followsDesign: flag("Follows the approved design"),
} satisfies Record<(typeof REVIEW_ITEMS)[number], unknown>);

const handoffSchema = z.looseObject({
  deploymentConfig: flag("Deployment configuration"),
  environmentVariables: flag("Environment variables"),
  migrations: flag("Database migrations"),
  monitoring: flag("Monitoring"),
} satisfies Record<(typeof HANDOFF_ITEMS)[number], unknown>);

const approvalSchema = z.looseObject({
  checkpoint: described(z.union([z.literal(1), z.literal(2)]), "Checkpoint", "1 before the implementation, 2 before the hand-over."),
  verdict: choice(["approved", "changesRequested"], "Verdict"),
  role,
  user: line("Who"),
  designHash: line("Design hash", "Hash of the design that was judged."),
  comments: lines("Comments"),
});
/** A verdict on a checkpoint, as the file declares it. */
export type Approval = z.infer<typeof approvalSchema>;

/**
 * State of the work around the design, as the file declares it. On a server the record of the review takes the place of state, approvals and changes:
 * whoever may edit a design can write anything into its file.
 */
export const processSchema = z.looseObject({
  state: choice(PROCESS_STATES, "State", "How far the work has come."),
  author: line("Author"),
  productOwner: line("Product owner"),
  principalEngineer: line("Principal Engineer"),
  designHash: line("Design hash", "Hash of the design when it was last submitted."),
  proposal: described(proposalSchema, "Proposal items", "What the proposal for checkpoint 1 holds."),
  review: described(reviewSchema, "Review items", "What is done before checkpoint 2."),
  handoff: described(handoffSchema, "Hand-off items", "What those who run the system are given."),
  approvals: described(z.array(approvalSchema), "Verdicts", "In the order in which they were given; the last one on a checkpoint counts."),
  requirementChanges: described(
    z.array(z.looseObject({ id, role, acceptedByPM: flag("Accepted by the product manager") })),
    "Changed requirements",
    "Who changed a requirement after the design began.",
  ),
  commitments: described(
    z.array(z.looseObject({ id, date: described(dateSchema, "Date"), peApproval: flag("Agreed by the Principal Engineer") })),
    "Promised dates",
    "What was promised to whom, and for when.",
  ),
  specialistReviews: choices(SPECIALIST_AREAS, "Specialist reviews"),
  effort: line("Effort estimate"),
  risks: lines("Risks"),
  assumptions: lines("Assumptions"),
  openQuestions: lines("Open questions"),
});
