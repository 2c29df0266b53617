import type { ReferenceTable } from "./reference-table.ts";

/** Service mesh: use or avoid. */
export const serviceMeshTable: ReferenceTable = {
  id: "service-mesh",
  title: "Service mesh: use or avoid",
  question: "Does a service mesh pay here?",
  columns: ["Situation", "Answer", "Because"],
  rows: [
    { cells: ["More than 10 services", "Consider one", "Policies of every connection in one place."], source: "000 §5", rules: ["mesh/consider-mesh"] },
    {
      cells: ["Mutual TLS between all services", "Use one", "Certificates are issued and renewed without code."],
      source: "000 §5",
      rules: ["mesh/mtls-needs-mesh", "mesh/mtls-not-strict", "security/no-cert-rotation"],
    },
    {
      cells: ["Retries and breakers would be written in every service", "Use one, and take them out of the code", "Twice is worse than once: attempts multiply."],
      source: "000 §5, 000 §0",
      rules: ["mesh/duplicate-policy", "resilience/retry-amplification"],
    },
    {
      cells: ["Canary releases, A/B routing", "Use one", "Traffic is split by share: 5% first."],
      source: "000 §5",
      rules: ["mesh/traffic-split-invalid", "mesh/canary-too-large"],
    },
    { cells: ["Fewer than 5 services", "Avoid", "More to run than it saves."], source: "000 §5", rules: ["mesh/too-few-services"] },
    { cells: ["An early stage", "Avoid", "Features matter more than infrastructure."], source: "000 §5", rules: ["mesh/early-stage"] },
    { cells: ["The team does not know meshes", "Avoid, or learn first", "A proxy that nobody understands hides every fault."], source: "000 §5", rules: ["mesh/team-not-ready"] },
    { cells: ["Functions instead of services", "None", "There is no process beside which a proxy could run."], source: "000 MDL", rules: ["serverless/mesh-with-functions"] },
  ],
  conflicts: ["CF-06", "CF-07"],
};
