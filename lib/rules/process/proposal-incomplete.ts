import { hasReached, PROPOSAL_ITEMS } from "#lib/model/process.ts";
import { sketch } from "#lib/model/sketch.ts";
import { itemsOf } from "../process-items.ts";
import { defineRule, finding } from "../rule.ts";

const complete = Object.fromEntries(PROPOSAL_ITEMS.map((item) => [item, true]));

export const proposalIncomplete = defineRule<{ readonly missing: readonly string[] }>({
  id: "process/proposal-incomplete",
  title: "Checkpoint 1 package incomplete",
  severity: "error",
  each: "design",
  check({ process }) {
    if (!hasReached(process?.state, "submitted1")) return undefined;
    const missing = PROPOSAL_ITEMS.filter((item) => process?.proposal?.[item] !== true);
    return missing.length > 0 ? finding({ property: "process.proposal", data: { missing } }) : undefined;
  },
  message: ({ data }) => `The proposal was submitted to checkpoint 1 without this: ${itemsOf("proposal", data.missing)}.`,
  why: "An approval covers what was shown. A part that was left out is decided later by whoever builds it, without the look that the checkpoint is for.",
  remedy: "Add what is missing to the proposal and confirm it under process.proposal, or take the submission back.",
  sources: ["004 §1.2 Phase 2", "003 Output Requirements"],
  needs: ["process.state", "process.proposal"],
  readiness: true,
  needsPerson: "A part of a proposal is there when somebody has worked it out, not when its box is ticked.",
  examples: {
    bad: [
      {
        title: "Nothing about performance and security",
        sketch: sketch().set({ process: { state: "submitted1", proposal: { ...complete, performanceEstimates: false, security: false, securityAnalysis: false } } }),
      },
    ],
    good: [
      { title: "All twelve parts", sketch: sketch().set({ process: { state: "submitted1", proposal: complete } }) },
      { title: "Still being designed", sketch: sketch().set({ process: { state: "design", proposal: { apiEndpoints: true } } }) },
    ],
  },
});
