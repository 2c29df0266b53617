import { updateConnection } from "#lib/model/edit.ts";
import { sketch } from "#lib/model/sketch.ts";
import { endsOf } from "../ends.ts";
import { defineRule, finding } from "../rule.ts";

const orders = sketch().service("order").topic("order-events", { engine: "kafka", replication: 3, minIsr: 2 });

export const acksNotAll = defineRule<{ readonly acks?: string; readonly minIsr: number }>({
  id: "messaging/acks-not-all",
  title: "Producer does not wait for replicas",
  severity: "warning",
  each: "connection",
  kinds: ["publish"],
  check(publication, { index }) {
    if (publication.acks === "all") return undefined;
    const topic = index.target(publication);
    if (topic?.kind !== "topic" || topic.minIsr === undefined || topic.minIsr < 2) return undefined;
    return finding({ property: "acks", related: [topic.id], data: { minIsr: topic.minIsr, ...(publication.acks === undefined ? {} : { acks: publication.acks }) } });
  },
  message({ element, data }, { index }) {
    const { from, to } = endsOf(index, element);
    const how = data.acks === undefined ? "does not say that it waits for them" : data.acks === "0" ? "waits for no answer at all" : "does not wait for them";
    return `${to} wants ${data.minIsr} replicas in sync, but ${from} ${how}: the setting has no effect.`;
  },
  why: "The smallest number of replicas in sync is only enforced for producers that wait for all of them; the others lose what the leader had not copied when it failed.",
  remedy: "Set the acknowledgement of the producer to all.",
  sources: ["003 Ex. 2 Kafka Configuration (derived)"],
  needs: ["connection.acks", "component.minIsr"],
  fix: { title: "Wait for all replicas in sync", apply: (design, found) => updateConnection(design, found.element.id, { acks: "all" }) },
  examples: {
    bad: [
      { title: "Only the leader answers", sketch: orders.publish("order", "order-events", { acks: "1" }) },
      { title: "Nothing is said about it", sketch: orders.publish("order", "order-events") },
    ],
    good: [
      { title: "All replicas in sync answer", sketch: orders.publish("order", "order-events", { acks: "all" }) },
      { title: "The topic asks for no replicas in sync", sketch: sketch().service("order").topic("clicks", { engine: "sns" }).publish("order", "clicks") },
    ],
  },
});
