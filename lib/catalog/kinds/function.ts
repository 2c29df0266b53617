import type { KindEntry } from "../kind.ts";
import { COMPUTE, COMPUTE_ROLES, IDENTITY } from "../property-groups.ts";

/** Function. */
export const functionKind: KindEntry = {
  kind: "function",
  title: "Function",
  plural: "Functions",
  description: "Code of your own that a platform starts for each request or message and that keeps nothing between two runs.",
  group: "compute",
  icon: "square-function",
  shape: "card",
  keywords: ["lambda", "serverless", "faas", "cloud function", "handler"],
  properties: [
    ...IDENTITY,
    "runtime",
    "moduleSystem",
    "routeKeys",
    "testedRouteKeys",
    "defaultStatus",
    "timeoutMs",
    "maxConcurrency",
    "provisionedConcurrency",
    "coldStartMs",
    "capabilities",
    "bundleBytes",
    ...COMPUTE,
  ],
  essentials: ["purpose", "technology", "contexts", "team", "runtime", "timeoutMs", "maxConcurrency", "routeKeys"],
  options: { role: COMPUTE_ROLES },
  cardFacts: ["runtime", "timeoutMs", "maxConcurrency"],
  defaults: { stateless: true, managed: true },
};
