import { sketch } from "#lib/model/sketch.ts";
import { readsDeadLetters, withDeadLetters } from "../dead-letters.ts";
import { endsOf } from "../ends.ts";
import { defineRule, finding } from "../rule.ts";

const events = sketch().topic("order-events").service("mailer");

export const missingDeadLetter = defineRule<{ readonly attempts?: number; readonly hasQueue: boolean }>({
  id: "messaging/missing-dead-letter",
  title: "No place for poison messages",
  severity: "warning",
  each: "connection",
  kinds: ["subscribe"],
  check(subscription, context) {
    const { dlq, maxAttempts } = subscription;
    if ((dlq !== undefined && maxAttempts) || readsDeadLetters(subscription, context)) return undefined;
    return finding({ property: dlq === undefined ? "dlq" : "maxAttempts", data: { hasQueue: dlq !== undefined, ...(maxAttempts ? { attempts: maxAttempts } : {}) } });
  },
  message({ element, data }, { index }) {
    const { from, to } = endsOf(index, element);
    if (data.hasQueue) return `Nothing says after how many attempts ${to} puts a message of ${from} aside.`;
    return data.attempts === undefined
      ? `A message of ${from} that ${to} cannot handle is tried for ever or lost: there is neither a limit nor a dead-letter queue.`
      : `After ${data.attempts} attempts ${to} has nowhere to put a message of ${from} that it cannot handle.`;
  },
  why: "One message that always fails blocks all behind it, or is dropped without a trace; nobody can look at it and play it again.",
  remedy: "Limit the attempts to 5 and move what still fails to a dead-letter queue that somebody watches.",
  sources: ["000 §6 (do not retry for ever)", "002 decision matrix (retry, back-pressure)"],
  needs: ["connection.dlq", "connection.maxAttempts"],
  thresholds: ["messaging.maxAttempts"],
  partOfBareConnection: true,
  fix: {
    title: "Add a dead-letter queue after 5 attempts",
    apply(design, found, context) {
      const subscription = context.index.connections.get(found.element.id);
      return subscription ? withDeadLetters(design, subscription, context) : design;
    },
  },
  examples: {
    bad: [
      { title: "Tried for ever", sketch: events.subscribe("order-events", "mailer") },
      { title: "Tried five times, and then?", sketch: events.subscribe("order-events", "mailer", { maxAttempts: 5 }) },
      { title: "A queue that nothing ever reaches", sketch: events.queue("dead", { role: "dlq" }).subscribe("order-events", "mailer", { dlq: "dead" }) },
    ],
    good: [
      { title: "Put aside after five attempts", sketch: events.queue("dead", { role: "dlq" }).subscribe("order-events", "mailer", { dlq: "dead", maxAttempts: 5 }) },
      { title: "Repairing the dead letters themselves", sketch: sketch().queue("dead", { role: "dlq" }).service("repair").subscribe("dead", "repair") },
    ],
  },
});
