import type { Approval } from "#lib/model/process.ts";
import type { Design } from "#lib/model/design.ts";

/** The Principal Engineer's approval of a checkpoint, as far as it stands: their last verdict on it. */
export function standingApproval({ process }: Design, checkpoint: 1 | 2): Approval | undefined {
  const last = process?.approvals?.findLast((approval) => approval.checkpoint === checkpoint && approval.role === "PE");
  return last?.verdict === "approved" ? last : undefined;
}
