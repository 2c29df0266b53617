import { engineOf } from "#lib/analysis/channels.ts";
import { updateComponent } from "#lib/model/edit.ts";
import { sketch } from "#lib/model/sketch.ts";
import { defineRule, finding } from "../rule.ts";
import { counted } from "#lib/model/sentence.ts";

const kafka = sketch().component("broker", "kafka", { engine: "kafka" });

export const replicationTooLow = defineRule<{ readonly replication?: number; readonly minIsr?: number }>({
  id: "messaging/replication-too-low",
  title: "Topic can lose data with one broker",
  severity: "error",
  each: "component",
  kinds: ["topic"],
  check(topic, { index, settings }) {
    const { replication, minIsr } = topic;
    const isSafe = replication !== undefined && minIsr !== undefined && replication >= settings["kafka.replication"] && minIsr >= settings["kafka.minIsr"] && minIsr < replication;
    if (isSafe || engineOf(topic, index) !== "kafka") return undefined;
    const lacksCopies = (replication ?? 1) < settings["kafka.replication"];
    return finding({
      property: lacksCopies ? "replication" : "minIsr",
      data: { ...(replication === undefined ? {} : { replication }), ...(minIsr === undefined ? {} : { minIsr }) },
    });
  },
  message({ element, data }, { index, settings }) {
    const name = index.nameOf(element.id);
    const { replication, minIsr } = data;
    if (replication === undefined) return `Nothing says how many copies ${name} keeps of each message; ${settings["kafka.replication"]} are needed to survive a broker.`;
    if (replication < settings["kafka.replication"]) {
      return `${name} keeps ${counted(replication, "copy", "copies")} of each message; ${settings["kafka.replication"]} are needed to survive a broker.`;
    }
    if (minIsr !== undefined && minIsr >= replication)
      return `${name} refuses all writes as soon as one of its ${replication} replicas is away, because ${minIsr} must be in sync.`;
    return `${name} accepts a write that only ${minIsr === undefined ? "one replica" : counted(minIsr, "replica")} of ${replication} has; ${settings["kafka.minIsr"]} should be in sync.`;
  },
  why: "A message that only one broker holds is gone with its disk; and a topic that needs all replicas in sync stops when one broker restarts.",
  remedy: "Keep three replicas of which two must be in sync: one broker may fail without loss and without a stop.",
  sources: ["003 Ex. 2 Kafka Configuration"],
  needs: ["component.replication", "component.minIsr", "component.engine", "component.broker"],
  thresholds: ["kafka.replication", "kafka.minIsr"],
  fix: {
    title: "Keep 3 replicas, 2 of them in sync",
    apply(design, found, { index, settings }) {
      const topic = index.component(found.element.id);
      // One more than must be in sync, or the topic would stop with every restart.
      const replication = Math.max(topic?.replication ?? 0, settings["kafka.replication"], settings["kafka.minIsr"] + 1);
      const minIsr = Math.min(Math.max(topic?.minIsr ?? 0, settings["kafka.minIsr"]), replication - 1);
      return updateComponent(design, found.element.id, { replication, minIsr });
    },
  },
  examples: {
    bad: [
      { title: "One copy", sketch: kafka.topic("order-events", { broker: "kafka", replication: 1, minIsr: 1 }) },
      { title: "Nothing is said about copies", sketch: kafka.topic("order-events", { broker: "kafka" }) },
      { title: "A broker restart stops all writes", sketch: kafka.topic("order-events", { broker: "kafka", replication: 3, minIsr: 3 }) },
    ],
    good: [
      { title: "Three replicas, two in sync", sketch: kafka.topic("order-events", { broker: "kafka", replication: 3, minIsr: 2 }) },
      { title: "Not a Kafka topic", sketch: sketch().topic("order-events", { engine: "sns" }) },
    ],
  },
});
