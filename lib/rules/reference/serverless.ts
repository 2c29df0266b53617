import type { ReferenceTable } from "./reference-table.ts";

/** Functions or services. */
export const serverlessTable: ReferenceTable = {
  id: "serverless",
  title: "Functions or services",
  question: "Does this run as a function?",
  columns: ["Question", "Answer", "Because"],
  rows: [
    {
      cells: ["How much does one do?", "One resource with its routes", "A function per route multiplies what is deployed."],
      source: "000 MDL",
      rules: ["serverless/multi-resource-function", "serverless/no-default-route"],
    },
    {
      cells: ["How do functions reach each other?", "By a queue, never by a call", "Two functions would be paid for while one waits."],
      source: "000 MDL",
      rules: ["serverless/function-to-function-call", "serverless/visibility-too-short"],
    },
    {
      cells: ["Which gateway?", "The HTTP API (v2) with an authoriser", "Routes and tenant are settled before the function starts."],
      source: "000 MDL",
      rules: ["serverless/gateway-type", "serverless/authorizer-missing"],
    },
    {
      cells: ["What about cold starts?", "Lean shared modules; ES modules", "What is imported is paid for at every start."],
      source: "000 MDL",
      rules: ["serverless/heavy-shared-module", "serverless/cold-start-over-budget", "serverless/not-esm"],
    },
    {
      cells: ["Work that runs for long?", "Not behind a gateway: 30 s is its limit", "The caller is gone before the function ends."],
      source: "000 MDL",
      rules: ["serverless/timeout-over-gateway-limit", "serverless/long-running-service"],
    },
  ],
  conflicts: ["CF-44", "CF-45", "CF-46"],
};
