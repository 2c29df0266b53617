import { optionTitle } from "#lib/model/option-title.ts";
import { hasReached } from "#lib/model/process.ts";
import { EDGE_CASES } from "#lib/model/requirements.ts";
import { sketch } from "#lib/model/sketch.ts";
import { defineRule, finding } from "../rule.ts";
import { listed } from "#lib/model/sentence.ts";

const answers = Object.fromEntries(EDGE_CASES.map((name) => [name, "Does not apply: one instance, one user."]));

export const edgeCaseUnanswered = defineRule<{ readonly open: readonly string[] }>({
  id: "process/edge-case-unanswered",
  title: "Edge case not answered",
  severity: "warning",
  each: "design",
  check({ edgeCases, process }) {
    if (!hasReached(process?.state, "submitted1")) return undefined;
    const open = EDGE_CASES.filter((name) => !edgeCases?.[name]?.trim());
    return open.length > 0 ? finding({ property: "edgeCases", data: { open } }) : undefined;
  },
  message: ({ data }) =>
    `${data.open.length} of ${EDGE_CASES.length} edge cases ${data.open.length === 1 ? "has" : "have"} no answer: ${listed(
      data.open.map((name) => optionTitle(name).toLowerCase()),
      data.open.length,
    )}.`,
  why: "These twelve are what wakes people at night: each has a known answer, and each is cheap at the desk and dear in production.",
  remedy: "Write for each what the design does about it, or why it does not apply here.",
  sources: ["003 Edge Cases & Error Handling"],
  needs: ["design.edgeCases", "process.state"],
  readiness: true,
  needsPerson: "What the design does about an edge case is for its author to say.",
  examples: {
    bad: [
      { title: "Submitted without a word about them", sketch: sketch().set({ process: { state: "submitted1" } }) },
      { title: "One was forgotten", sketch: sketch().set({ process: { state: "submitted1" }, edgeCases: { ...answers, clockSkew: "" } }) },
    ],
    good: [
      { title: "All twelve are answered", sketch: sketch().set({ process: { state: "submitted1" }, edgeCases: answers }) },
      { title: "Still being designed", sketch: sketch().set({ process: { state: "design" } }) },
    ],
  },
});
