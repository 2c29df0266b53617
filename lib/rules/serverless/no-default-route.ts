import { updateComponent } from "#lib/model/edit.ts";
import { sketch } from "#lib/model/sketch.ts";
import { defineRule, finding } from "../rule.ts";

const routes = { routeKeys: ["GET /streams", "POST /streams"] };
const platform = sketch().set({ profile: "serverless" });

export const noDefaultRoute = defineRule<{ readonly status?: number }>({
  id: "serverless/no-default-route",
  title: "Handler without a 404 branch",
  severity: "warning",
  profiles: ["serverless"],
  each: "component",
  kinds: ["function"],
  check({ routeKeys, defaultStatus }) {
    if (defaultStatus === 404 || routeKeys === undefined || routeKeys.length === 0) return undefined;
    return finding({ property: "defaultStatus", data: defaultStatus === undefined ? {} : { status: defaultStatus } });
  },
  message: ({ element, data }, { index }) =>
    data.status === undefined
      ? `Nothing says what ${index.nameOf(element.id)} answers to a route that it does not know.`
      : `${index.nameOf(element.id)} answers ${data.status} to a route that it does not know.`,
  why: "Without a default branch an unknown route falls through the handler: the platform reports an error of ours (502) for a mistake of the caller, and the alarms go off.",
  remedy: "End the handler with a default branch that answers 404 in the usual error format.",
  sources: ["000 MDL Standard Lambda Handler"],
  needs: ["component.routeKeys", "component.defaultStatus"],
  fix: { title: "Answer 404 by default", apply: (design, found) => updateComponent(design, found.element.id, { defaultStatus: 404 }) },
  examples: {
    bad: [
      { title: "No default branch", sketch: platform.component("function", "apiStreams", routes) },
      { title: "Everything unknown is fine", sketch: platform.component("function", "apiStreams", { ...routes, defaultStatus: 200 }) },
    ],
    good: [
      { title: "Unknown routes get 404", sketch: platform.component("function", "apiStreams", { ...routes, defaultStatus: 404 }) },
      { title: "A worker has no routes", sketch: platform.component("function", "mailBuildEmail") },
    ],
  },
});
