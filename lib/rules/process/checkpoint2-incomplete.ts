import { hasReached, REVIEW_ITEMS } from "#lib/model/process.ts";
import { sketch } from "#lib/model/sketch.ts";
import { itemsOf } from "../process-items.ts";
import { defineRule, finding } from "../rule.ts";

export const checkpoint2Incomplete = defineRule<{ readonly missing: readonly string[] }>({
  id: "process/checkpoint2-incomplete",
  title: "Checkpoint 2 package incomplete",
  severity: "error",
  each: "design",
  check({ process }) {
    if (!hasReached(process?.state, "submitted2")) return undefined;
    const missing = REVIEW_ITEMS.filter((item) => process?.review?.[item] !== true);
    return missing.length > 0 ? finding({ property: "process.review", data: { missing } }) : undefined;
  },
  message: ({ data }) => `The work was submitted to checkpoint 2, but this is not confirmed: ${itemsOf("review", data.missing)}.`,
  why: "A reviewer who has to ask for tests and figures reviews twice; what is not measured before the hand-over is measured by the customers.",
  remedy: "Let the tests pass, bring the documentation up to date, add the benchmarks, compare the work with the approved design, and confirm each under process.review.",
  sources: ["004 §1.2 Phase 4"],
  needs: ["process.state", "process.review"],
  readiness: true,
  needsPerson: "Whether the tests pass is a fact, not a box to tick.",
  examples: {
    bad: [
      { title: "Submitted without benchmarks", sketch: sketch().set({ process: { state: "submitted2", review: { testsPassing: true, docsUpdated: true, followsDesign: true } } }) },
      { title: "Submitted with nothing", sketch: sketch().set({ process: { state: "submitted2" } }) },
    ],
    good: [
      {
        title: "Everything is there",
        sketch: sketch().set({ process: { state: "submitted2", review: { testsPassing: true, docsUpdated: true, benchmarks: true, followsDesign: true } } }),
      },
      { title: "Still being built", sketch: sketch().set({ process: { state: "implementation", review: { testsPassing: false } } }) },
    ],
  },
});
