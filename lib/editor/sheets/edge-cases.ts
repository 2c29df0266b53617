import { optionTitle } from "#lib/model/option-title.ts";
import { EDGE_CASES } from "#lib/model/requirements.ts";
import { TEXT_LIMIT } from "#lib/model/schema.ts";
import { answerSheet } from "./fixed-sheet.ts";

/** The twelve edge cases, each with an answer or why it does not apply. */
export const edgeCases = answerSheet({
  id: "edge-cases",
  title: "Edge cases",
  group: "Review",
  one: "edge case",
  description: "The twelve edge cases, each with an answer or why it does not apply.",
  path: ["edgeCases"],
  entries: EDGE_CASES.map((key) => ({ key, title: optionTitle(key) })),
  label: "Edge case",
  answer: { title: "Answer", control: "multiline", required: false, limit: TEXT_LIMIT },
});
