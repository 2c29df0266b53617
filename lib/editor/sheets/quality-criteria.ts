import { optionTitle } from "#lib/model/option-title.ts";
import { QUALITY_CRITERIA } from "#lib/model/requirements.ts";
import { answerSheet } from "./fixed-sheet.ts";

/** The seven quality criteria, each met or not. */
export const qualityCriteria = answerSheet({
  id: "quality-criteria",
  title: "Quality criteria",
  group: "Review",
  one: "criterion",
  description: "The seven quality criteria, each met or not.",
  path: ["qualityCriteria"],
  entries: QUALITY_CRITERIA.map((key) => ({ key, title: optionTitle(key) })),
  label: "Criterion",
  answer: { title: "Met", control: "flag", required: false },
});
