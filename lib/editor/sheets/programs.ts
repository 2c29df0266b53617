import { componentSheet } from "./member-sheet.ts";
import { isCompute } from "#lib/model/kinds.ts";

/** How programs are built, cut and released: language, runtime, teams, routes. */
export const programs = componentSheet({
  id: "programs",
  title: "Programs",
  group: "Structure",
  one: "component",
  description: "How programs are built, cut and released: language, runtime, teams, routes.",
  columns: [
    "name",
    "kind",
    "language",
    "runtime",
    "moduleSystem",
    "deployment",
    "teams",
    "layer",
    "splitReason",
    "eventSourced",
    "meshInjected",
    "routeKeys",
    "testedRouteKeys",
    "defaultStatus",
    "capabilities",
    "windowMs",
    "sinkMode",
    "provides",
    "bundleBytes",
  ],
  holds: (component) => isCompute(component) || component.kind === "sharedLib",
});
