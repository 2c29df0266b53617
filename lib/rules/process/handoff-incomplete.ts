import { HANDOFF_ITEMS, hasReached } from "#lib/model/process.ts";
import { sketch } from "#lib/model/sketch.ts";
import { itemsOf } from "../process-items.ts";
import { defineRule, finding } from "../rule.ts";

export const handoffIncomplete = defineRule<{ readonly missing: readonly string[] }>({
  id: "process/handoff-incomplete",
  title: "DevOps hand-over incomplete",
  severity: "error",
  each: "design",
  check({ process }) {
    if (!hasReached(process?.state, "handoff")) return undefined;
    const missing = HANDOFF_ITEMS.filter((item) => process?.handoff?.[item] !== true);
    return missing.length > 0 ? finding({ property: "process.handoff", data: { missing } }) : undefined;
  },
  message: ({ data }) => `Those who run the system have not been given this: ${itemsOf("handoff", data.missing)}.`,
  why: "What is not handed over is guessed during the first deployment, or found out during the first outage.",
  remedy: "Hand over the deployment configuration, the environment variables and secrets by name and source, the migrations in order with their way back, and the monitoring.",
  sources: ["004 §1.2 Phase 5"],
  needs: ["process.state", "process.handoff"],
  readiness: true,
  needsPerson: "Whether something was handed over is known to those who received it.",
  examples: {
    bad: [
      {
        title: "Nobody has said how the tables are migrated",
        sketch: sketch().set({ process: { state: "handoff", handoff: { deploymentConfig: true, environmentVariables: true, monitoring: true } } }),
      },
      { title: "Deployed with nothing handed over", sketch: sketch().set({ process: { state: "deployed" } }) },
    ],
    good: [
      {
        title: "All four are there",
        sketch: sketch().set({ process: { state: "handoff", handoff: { deploymentConfig: true, environmentVariables: true, migrations: true, monitoring: true } } }),
      },
      { title: "Not there yet", sketch: sketch().set({ process: { state: "approved2" } }) },
    ],
  },
});
