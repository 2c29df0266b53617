import { optionTitle } from "#lib/model/option-title.ts";
import { hasReached } from "#lib/model/process.ts";
import { QUALITY_CRITERIA } from "#lib/model/requirements.ts";
import { sketch } from "#lib/model/sketch.ts";
import { defineRule, finding } from "../rule.ts";
import { listed } from "#lib/model/sentence.ts";

const confirmed = Object.fromEntries(QUALITY_CRITERIA.map((name) => [name, true]));

export const qualityGateOpen = defineRule<{ readonly open: readonly string[] }>({
  id: "process/quality-gate-open",
  title: "Quality criterion open at submission",
  severity: "error",
  each: "design",
  check({ qualityCriteria, process }) {
    if (!hasReached(process?.state, "submitted1")) return undefined;
    const open = QUALITY_CRITERIA.filter((name) => qualityCriteria?.[name] !== true);
    return open.length > 0 ? finding({ property: "qualityCriteria", data: { open } }) : undefined;
  },
  message: ({ data }) =>
    `The design was submitted with ${data.open.length} of ${QUALITY_CRITERIA.length} quality criteria not confirmed: ${listed(
      data.open.map((name) => optionTitle(name).toLowerCase()),
      data.open.length,
    )}.`,
  why: "The seven criteria are the questions that every reviewer asks first; a design that its own author cannot confirm is not ready to be judged.",
  remedy: "Go through the criteria, change the design where one does not hold, and confirm each under qualityCriteria.",
  sources: ["003 Quality Criteria"],
  needs: ["design.qualityCriteria", "process.state"],
  readiness: true,
  needsPerson: "Whether a design is as simple as possible is a judgement.",
  examples: {
    bad: [
      { title: "Nobody has gone through them", sketch: sketch().set({ process: { state: "submitted1" } }) },
      { title: "Security was bolted on", sketch: sketch().set({ process: { state: "submitted1" }, qualityCriteria: { ...confirmed, securityBuiltIn: false } }) },
    ],
    good: [
      { title: "All seven hold", sketch: sketch().set({ process: { state: "submitted1" }, qualityCriteria: confirmed }) },
      { title: "Still being designed", sketch: sketch().set({ process: { state: "design" } }) },
    ],
  },
});
