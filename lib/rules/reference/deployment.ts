import type { ReferenceTable } from "./reference-table.ts";

/** Deployment strategies. */
export const deploymentTable: ReferenceTable = {
  id: "deployment",
  title: "Deployment strategies",
  question: "How does a change go live?",
  columns: ["Way", "Take it when", "Mind"],
  rows: [
    {
      cells: ["Each service by itself", "Always, with more than one service", "Contracts stay compatible; no common release train"],
      source: "000 §2, 001 Principles",
      rules: ["boundaries/lockstep-release", "api/breaking-change", "messaging/event-incompatible"],
    },
    {
      cells: ["Canary: 5%, then more", "A mistake would hurt many", "Shares add up to the whole; metrics decide"],
      source: "000 §5",
      rules: ["mesh/canary-too-large", "mesh/traffic-split-invalid"],
    },
    { cells: ["A/B", "Two variants are to be compared", "A mesh or gateway routes by user"], source: "000 §5", rules: ["mesh/traffic-split-invalid"] },
    {
      cells: ["Function by function", "Serverless", "Routes of the gateway and the handler change together"],
      source: "000 MDL",
      rules: ["serverless/route-drift", "serverless/handler-untested"],
    },
    { cells: ["With a way back", "Always", "A runbook for deployment, roll-back and incidents"], source: "003 Step 5.5", rules: ["process/no-runbook"] },
    {
      cells: ["After a review", "Always", "Code review by the Principal Engineer, then the hand-over to operations"],
      source: "004 §1.2, 004 §1.3",
      rules: ["process/deploy-without-approval", "process/checkpoint2-incomplete", "process/handoff-incomplete"],
    },
  ],
};
