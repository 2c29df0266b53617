import { COMPUTE_KINDS } from "#lib/model/kinds.ts";
import { sketch } from "#lib/model/sketch.ts";
import { defineRule, finding } from "../rule.ts";
import { listed } from "#lib/model/sentence.ts";

const RUNBOOKS = ["deployment", "rollback", "incident"] as const;

interface Missing {
  readonly missing: readonly string[];
}
const NONE: Missing = { missing: RUNBOOKS };

export const noRunbook = defineRule<Missing>({
  id: "process/no-runbook",
  title: "Runbooks missing",
  severity: "warning",
  each: "component",
  kinds: COMPUTE_KINDS,
  check({ runbooks }) {
    if (runbooks === undefined) return finding({ property: "runbooks", data: NONE });
    const missing = RUNBOOKS.filter((runbook) => !runbooks.includes(runbook));
    return missing.length > 0 ? finding({ property: "runbooks", data: { missing } }) : undefined;
  },
  message: ({ element, data }, { index }) => `Nobody has said that ${index.nameOf(element.id)} has a runbook for ${listed(data.missing)}.`,
  why: "During an incident nobody reads code. What to check, what to do and whom to call has to be written where the alert points.",
  remedy: "Write one page each for deployment, rollback and incident: symptom, check, action, escalation. Link them from the alerts.",
  sources: ["003 Step 5.5"],
  needs: ["component.runbooks"],
  readiness: true,
  needsPerson: "A runbook is written by those who run the service; ticking it off without one helps nobody.",
  examples: {
    bad: [
      { title: "None at all", sketch: sketch().service("payment") },
      { title: "Deployed by the book, rolled back by heart", sketch: sketch().service("payment", { runbooks: ["deployment", "incident"] }) },
    ],
    good: [
      { title: "All three", sketch: sketch().service("payment", { runbooks: ["deployment", "rollback", "incident"] }) },
      { title: "Another company runs it", sketch: sketch().external("payment") },
    ],
  },
});
