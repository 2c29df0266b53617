import type { ReferenceTable } from "./reference-table.ts";

/** Istio, Linkerd or Consul. */
export const meshProductsTable: ReferenceTable = {
  id: "mesh-products",
  title: "Istio, Linkerd or Consul",
  question: "Which service mesh?",
  columns: ["Product", "For it", "Against it", "Take it when"],
  rows: [
    {
      cells: [
        "Istio",
        "The richest: traffic, security, observability",
        "Complex, steep to learn, hungry for resources",
        "Traffic splits and authorisation policies are really used",
      ],
      source: "000 §5",
      rules: ["mesh/heavier-than-needed"],
    },
    {
      cells: ["Linkerd", "Light, simple, good to observe", "Fewer features than Istio", "Mutual TLS, retries and metrics are all that is needed"],
      source: "000 §5",
      rules: ["mesh/heavier-than-needed"],
    },
    { cells: ["Consul Connect", "Fits Vault and Nomad; several clouds", "Less mature than the other two", "The rest of that stack is there already"], source: "000 §5", rules: [] },
  ],
};
