import { engineOf } from "#lib/analysis/channels.ts";
import { updateConnection } from "#lib/model/edit.ts";
import { sketch } from "#lib/model/sketch.ts";
import { endsOf } from "../ends.ts";
import { survivesDuplicates } from "../resilient-call.ts";
import { defineRule, finding, undecided } from "../rule.ts";

const kafka = sketch().component("broker", "kafka", { engine: "kafka" }).topic("order-events", { broker: "kafka" }).service("payment");
const rabbit = sketch().component("broker", "rabbit", { engine: "rabbitmq" }).queue("payments", { broker: "rabbit" }).service("payment");

export const exactlyOnceAssumed = defineRule<{ readonly engine?: string }>({
  id: "messaging/exactly-once-assumed",
  title: "Exactly-once claimed without the means",
  severity: "error",
  each: "connection",
  kinds: ["subscribe"],
  check(subscription, { index }) {
    if (subscription.delivery !== "exactlyOnce") return undefined;
    const channel = index.source(subscription);
    const engine = channel && engineOf(channel, index);
    if (subscription.transactionalOffsets !== true || (engine !== undefined && engine !== "kafka")) {
      return finding({ property: "delivery", data: engine === undefined ? {} : { engine } });
    }
    return engine === undefined ? undecided([`${subscription.from}.engine`], { property: "delivery" }) : undefined;
  },
  message({ element, data }, { index }) {
    const { from, to } = endsOf(index, element);
    return data.engine === undefined || data.engine === "kafka"
      ? `${to} is to get every message of ${from} exactly once, but its offsets are not written in one transaction with its results.`
      : `${to} is to get every message of ${from} exactly once, which ${data.engine} cannot do.`;
  },
  why: "Outside of a Kafka transaction a crash between handling and acknowledging always repeats a message or loses it; whoever relies on exactly once finds out in the accounts.",
  remedy: "Take at-least-once delivery and make the consumer idempotent; exactly once holds only from Kafka to Kafka with transactional offsets.",
  sources: ["000 §3", "003 Technical Mastery"],
  conflicts: ["CF-28"],
  needs: ["connection.delivery", "connection.transactionalOffsets", "component.engine", "component.broker"],
  fix: {
    title: "At-least-once, with duplicates detected",
    apply(design, found, { index }) {
      const subscription = index.connections.get(found.element.id);
      const isSafe = subscription?.idempotency !== undefined && subscription.idempotency !== "none";
      return updateConnection(design, found.element.id, { delivery: "atLeastOnce", ...(isSafe ? {} : survivesDuplicates(subscription, index)) });
    },
  },
  examples: {
    bad: [
      { title: "RabbitMQ cannot promise it", sketch: rabbit.subscribe("payments", "payment", { delivery: "exactlyOnce" }) },
      { title: "Kafka can, but not with offsets on their own", sketch: kafka.subscribe("order-events", "payment", { delivery: "exactlyOnce" }) },
    ],
    good: [
      { title: "Offsets and results in one Kafka transaction", sketch: kafka.subscribe("order-events", "payment", { delivery: "exactlyOnce", transactionalOffsets: true }) },
      { title: "At least once, and duplicates do no harm", sketch: rabbit.subscribe("payments", "payment", { delivery: "atLeastOnce", idempotency: "key" }) },
    ],
  },
});
