import { updateConnection } from "#lib/model/edit.ts";
import { sketch } from "#lib/model/sketch.ts";
import { endsOf } from "../ends.ts";
import { defineRule, finding } from "../rule.ts";

const platform = sketch().set({ profile: "serverless" }).component("function", "apiStreams").queue("mails");

export const inlineTarget = defineRule<{ readonly inline: boolean }>({
  id: "serverless/inline-target",
  title: "Queue address written in code",
  severity: "warning",
  profiles: ["serverless"],
  each: "connection",
  kinds: ["publish"],
  check(publication, { index }) {
    if (publication.targetConfig === "env" || index.source(publication)?.kind !== "function") return undefined;
    return finding({ property: "targetConfig", data: { inline: publication.targetConfig === "inline" } });
  },
  message({ element, data }, { index }) {
    const { from, to } = endsOf(index, element);
    return data.inline ? `The address of ${to} is written in the code of ${from}.` : `Nothing says where ${from} gets the address of ${to} from.`;
  },
  why: "An address in the code is the same in every environment: a test then fills the queue of production, and a moved queue needs a release.",
  remedy: "Hand the address over in an environment variable that the deployment sets.",
  sources: ["000 MDL SQS Async Pattern"],
  conflicts: ["CF-46"],
  needs: ["connection.targetConfig"],
  partOfBareConnection: true,
  fix: { title: "Take the address from the environment", apply: (design, found) => updateConnection(design, found.element.id, { targetConfig: "env" }) },
  examples: {
    bad: [
      { title: "In the code", sketch: platform.publish("apiStreams", "mails", { targetConfig: "inline" }) },
      { title: "Nothing is said", sketch: platform.publish("apiStreams", "mails") },
    ],
    good: [
      { title: "From the environment", sketch: platform.publish("apiStreams", "mails", { targetConfig: "env" }) },
      { title: "A service has its own configuration", sketch: sketch().set({ profile: "serverless" }).service("legacy").queue("mails").publish("legacy", "mails") },
    ],
  },
});
