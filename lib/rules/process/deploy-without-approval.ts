import { standingApproval } from "#lib/analysis/standing-approval.ts";
import { hasReached } from "#lib/model/process.ts";
import { sketch } from "#lib/model/sketch.ts";
import { defineRule, finding } from "../rule.ts";

export const deployWithoutApproval = defineRule<{ readonly deployed: boolean; readonly refused: boolean }>({
  id: "process/deploy-without-approval",
  title: "Deployment without checkpoint 2",
  severity: "error",
  each: "design",
  check(design) {
    const state = design.process?.state;
    if (!hasReached(state, "handoff") || standingApproval(design, 2)) return undefined;
    const refused = design.process?.approvals?.some(({ checkpoint, role }) => checkpoint === 2 && role === "PE") === true;
    return finding({ property: "process.approvals", data: { deployed: state === "deployed", refused } });
  },
  message: ({ data }) =>
    `The system ${data.deployed ? "is deployed" : "is handed over"}, but ${data.refused ? "the Principal Engineer's last verdict on checkpoint 2 asks for changes" : "no Principal Engineer has approved checkpoint 2"}.`,
  why: "Checkpoint 2 is where somebody other than the author looks at what will run: what passes it unseen is found in production.",
  remedy: "Stop the roll-out or take it back, submit the work to checkpoint 2, and deploy after the approval.",
  sources: ["004 §1.3 (DevOps)"],
  needs: ["process.state", "process.approvals"],
  needsPerson: "Whether to take the deployment back or to review it at once is a decision of people.",
  examples: {
    bad: [
      {
        title: "Deployed on the approval of the design alone",
        sketch: sketch().set({ process: { state: "deployed", approvals: [{ checkpoint: 1, verdict: "approved", role: "PE", user: "Ines" }] } }),
      },
      {
        title: "Handed over although changes were asked for",
        sketch: sketch().set({ process: { state: "handoff", approvals: [{ checkpoint: 2, verdict: "changesRequested", role: "PE", user: "Ines" }] } }),
      },
    ],
    good: [
      {
        title: "Approved, then handed over",
        sketch: sketch().set({ process: { state: "handoff", approvals: [{ checkpoint: 2, verdict: "approved", role: "PE", user: "Ines" }] } }),
      },
      { title: "Waiting for the verdict", sketch: sketch().set({ process: { state: "submitted2" } }) },
    ],
  },
});
