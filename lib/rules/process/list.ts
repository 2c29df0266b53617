import type { Rule } from "../rule.ts";
import { adrIncomplete } from "./adr-incomplete.ts";
import { adrReviewOverdue } from "./adr-review-overdue.ts";
import { checklistWithoutEvidence } from "./checklist-without-evidence.ts";
import { checkpoint2Incomplete } from "./checkpoint2-incomplete.ts";
import { contractChangeUnagreed } from "./contract-change-unagreed.ts";
import { decisionWithoutAdr } from "./decision-without-adr.ts";
import { deployWithoutApproval } from "./deploy-without-approval.ts";
import { designDrift } from "./design-drift.ts";
import { edgeCaseUnanswered } from "./edge-case-unanswered.ts";
import { failureModeMissing } from "./failure-mode-missing.ts";
import { handoffIncomplete } from "./handoff-incomplete.ts";
import { implementationBeforeApproval } from "./implementation-before-approval.ts";
import { noRunbook } from "./no-runbook.ts";
import { proposalIncomplete } from "./proposal-incomplete.ts";
import { qualityGateOpen } from "./quality-gate-open.ts";
import { requirementChangedByEngineer } from "./requirement-changed-by-engineer.ts";
import { requirementsIncomplete } from "./requirements-incomplete.ts";
import { selfApproval } from "./self-approval.ts";
import { serviceDefinitionIncomplete } from "./service-definition-incomplete.ts";
import { specialistReviewMissing } from "./specialist-review-missing.ts";
import { stackDecisionWithoutPe } from "./stack-decision-without-pe.ts";
import { techWithoutRationale } from "./tech-without-rationale.ts";
import { timelineWithoutPe } from "./timeline-without-pe.ts";
import { waiverExpired } from "./waiver-expired.ts";

/** Rules about documentation and process, alphabetical. */
export const processRules: readonly Rule[] = [
  adrIncomplete,
  adrReviewOverdue,
  checklistWithoutEvidence,
  checkpoint2Incomplete,
  contractChangeUnagreed,
  decisionWithoutAdr,
  deployWithoutApproval,
  designDrift,
  edgeCaseUnanswered,
  failureModeMissing,
  handoffIncomplete,
  implementationBeforeApproval,
  noRunbook,
  proposalIncomplete,
  qualityGateOpen,
  requirementChangedByEngineer,
  requirementsIncomplete,
  selfApproval,
  serviceDefinitionIncomplete,
  specialistReviewMissing,
  stackDecisionWithoutPe,
  techWithoutRationale,
  timelineWithoutPe,
  waiverExpired,
];
