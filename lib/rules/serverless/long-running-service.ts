import { sketch } from "#lib/model/sketch.ts";
import { defineRule, finding } from "../rule.ts";

const platform = sketch().set({ profile: "serverless" }).component("function", "apiStreams");

export const longRunningService = defineRule({
  id: "serverless/long-running-service",
  title: "Long-running service in a function design",
  severity: "info",
  profiles: ["serverless"],
  each: "component",
  kinds: ["service"],
  check: () => finding(),
  message: ({ element }, { index }) => `${index.nameOf(element.id)} is a service that always runs, in a design made of functions.`,
  why: "One server among functions needs everything that the style avoids: instances to scale, patches, a network of its own, and somebody on call for it.",
  remedy: "Split it into functions and queues, or choose another profile when long-running services are meant.",
  sources: ["000 MDL intro"],
  conflicts: ["CF-45"],
  needs: ["component.kind", "design.profile"],
  needsPerson: "Whether the work can be cut into short runs is known only to whoever wrote it.",
  examples: {
    bad: [{ title: "A transcoding server beside functions", sketch: platform.service("transcoder") }],
    good: [
      { title: "Functions only", sketch: platform },
      { title: "Services are at home among microservices", sketch: sketch().set({ profile: "microservices" }).service("transcoder") },
    ],
  },
});
