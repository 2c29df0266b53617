import { idleConsumers } from "#lib/analysis/backlog.ts";
import { isPartitioned } from "#lib/analysis/channels.ts";
import { updateComponent } from "#lib/model/edit.ts";
import { sketch } from "#lib/model/sketch.ts";
import { endsOf } from "../ends.ts";
import { defineRule, finding, undecided } from "../rule.ts";
import { counted } from "#lib/model/sentence.ts";

/** More partitions than this are no answer that a quick fix should give. */
const MOST_PARTITIONS = 1_000;

const orders = (partitions: number) => sketch().topic("order-events", { partitions });

export const consumersExceedPartitions = defineRule<{ readonly consumers: number; readonly partitions: number }>({
  id: "messaging/consumers-exceed-partitions",
  title: "More consumers than partitions",
  severity: "warning",
  each: "connection",
  kinds: ["subscribe"],
  check(subscription, { index }) {
    const consumer = index.target(subscription);
    const consumers = consumer?.instances?.max ?? 1;
    // A platform starts no more runs of a function than there are partitions: none of them idles.
    if (consumers <= 1 || consumer?.kind === "function") return undefined;
    const topic = index.source(subscription);
    if (!topic || !isPartitioned(topic, index)) return undefined;
    const { partitions } = topic;
    if (partitions === undefined) return undecided([`${topic.id}.partitions`], { related: [topic.id] });
    if (consumers <= partitions) return undefined;
    return finding({ property: "group", fixable: consumers <= MOST_PARTITIONS, related: [topic.id, subscription.to], data: { consumers, partitions } });
  },
  message({ element, data }, { index }) {
    const { from, to } = endsOf(index, element);
    const idle = idleConsumers(data.consumers, data.partitions);
    return `${to} runs up to ${data.consumers} instances, but ${from} has ${counted(data.partitions, "partition")}: ${idle} of them never ${idle === 1 ? "gets" : "get"} a message.`;
  },
  why: "A partition is read by one consumer of a group, so that instances above the number of partitions cost money and speed nothing up when the backlog grows.",
  remedy: "Raise the partitions to the number of consumers, or cap the autoscaler at the number of partitions.",
  sources: ["000 §3 Partitioning Strategy"],
  needs: ["component.partitions", "component.instances.max", "component.engine"],
  fix: {
    title: "Raise the partitions to the number of consumers",
    apply(design, found, { index }) {
      const subscription = index.connections.get(found.element.id);
      const { consumers } = found.data as { readonly consumers: number }; // What this rule's check put there.
      return subscription && consumers <= MOST_PARTITIONS ? updateComponent(design, subscription.from, { partitions: consumers }) : design;
    },
  },
  examples: {
    bad: [
      {
        title: "Twelve consumers on ten partitions",
        sketch: orders(10)
          .service("stock", { instances: { min: 2, max: 12 } })
          .subscribe("order-events", "stock"),
      },
    ],
    good: [
      {
        title: "Every consumer has a partition",
        sketch: orders(12)
          .service("stock", { instances: { min: 2, max: 12 } })
          .subscribe("order-events", "stock"),
      },
      {
        title: "Workers of a queue share without partitions",
        sketch: sketch()
          .queue("jobs")
          .service("worker", { instances: { min: 1, max: 40 } })
          .subscribe("jobs", "worker"),
      },
    ],
  },
});
