import { standingApproval } from "#lib/analysis/standing-approval.ts";
import { updateDesign } from "#lib/model/edit.ts";
import { hasReached } from "#lib/model/process.ts";
import { sketch } from "#lib/model/sketch.ts";
import { defineRule, finding } from "../rule.ts";

export const implementationBeforeApproval = defineRule<{ readonly refused: boolean }>({
  id: "process/implementation-before-approval",
  title: "Building before approval",
  severity: "error",
  each: "design",
  check(design) {
    if (!hasReached(design.process?.state, "implementation") || standingApproval(design, 1)) return undefined;
    const refused = design.process?.approvals?.some(({ checkpoint, role }) => checkpoint === 1 && role === "PE") === true;
    return finding({ property: "process.approvals", data: { refused } });
  },
  message: ({ data }) =>
    `The design is being built, but ${data.refused ? "the Principal Engineer's last verdict on it asks for changes" : "no Principal Engineer has approved it"}.`,
  why: "A change in a drawing takes an hour, the same change in code, data and contracts takes weeks; what is built before the approval is built at a risk that nobody took.",
  remedy: "Submit the design to checkpoint 1 and build what was approved.",
  sources: ["004 §1.2", "004 §1.3 (Principal Engineer)"],
  needs: ["process.state", "process.approvals"],
  fix: {
    title: "Return to the design, to be submitted",
    apply: (design) => updateDesign(design, { process: { ...design.process, state: "design" } }),
  },
  examples: {
    bad: [
      { title: "Nobody was asked", sketch: sketch().set({ process: { state: "implementation" } }) },
      {
        title: "A colleague's approval is not enough",
        sketch: sketch().set({ process: { state: "implementation", approvals: [{ checkpoint: 1, verdict: "approved", role: "BE", user: "Sam" }] } }),
      },
      {
        title: "Approved, then sent back",
        sketch: sketch().set({
          process: {
            state: "implementation",
            approvals: [
              { checkpoint: 1, verdict: "approved", role: "PE", user: "Ines" },
              { checkpoint: 1, verdict: "changesRequested", role: "PE", user: "Ines", comments: ["Where is the outbox?"] },
            ],
          },
        }),
      },
    ],
    good: [
      {
        title: "Approved, then built",
        sketch: sketch().set({ process: { state: "implementation", approvals: [{ checkpoint: 1, verdict: "approved", role: "PE", user: "Ines" }] } }),
      },
      { title: "Waiting for the verdict", sketch: sketch().set({ process: { state: "submitted1" } }) },
    ],
  },
});
