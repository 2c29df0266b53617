import { isDeadLetters } from "#lib/analysis/channels.ts";
import type { Component } from "#lib/model/component.ts";
import type { Connection } from "#lib/model/connection.ts";
import type { Design } from "#lib/model/design.ts";
import { freshId, patched, updateConnection } from "#lib/model/edit.ts";
import type { Id } from "#lib/model/schema.ts";
import { addNear, nameFor } from "./insert.ts";
import type { RuleContext } from "./rule.ts";

/** Whether a subscription reads dead letters itself: whoever repairs them needs no second queue for what cannot be repaired. */
export function readsDeadLetters(subscription: Connection, { index }: Pick<RuleContext, "index">): boolean {
  const channel = index.source(subscription);
  return channel !== undefined && isDeadLetters(channel, index);
}

/** The dead-letter queue to share: that of another reader of the same topic or queue, else the only one of the design. */
function deadLettersAtHand(subscription: Connection, { index }: RuleContext): Id | undefined {
  const siblings = index.outgoing(subscription.from).flatMap(({ kind, dlq }) => (kind === "subscribe" && dlq !== undefined && index.component(dlq) ? [dlq] : []));
  if (siblings.length > 0) return siblings.toSorted()[0];
  const queues = index.ofKind("queue").filter(({ role }) => role === "dlq");
  return queues.length === 1 ? queues[0]?.id : undefined;
}

/** Gives a subscription what it lacks of a dead-letter queue and a limit of attempts; draws the queue when there is none at hand. */
export function withDeadLetters(design: Design, subscription: Connection, context: RuleContext): Design {
  const { index, settings } = context;
  const maxAttempts = subscription.maxAttempts || settings["messaging.maxAttempts"];
  const dlq = subscription.dlq ?? deadLettersAtHand(subscription, context);
  if (dlq !== undefined) return updateConnection(design, subscription.id, { dlq, maxAttempts });
  const channel = index.source(subscription);
  const name = channel ? nameFor(channel.name, "dead letters") : "Dead letters";
  const id = freshId(design, name);
  const queue: Component = { id, kind: "queue", name: name.trim(), role: "dlq" };
  const next = addNear(design, channel ? patched(queue, { broker: channel.broker, engine: channel.engine, managed: channel.managed, zone: channel.zone }) : queue, [
    subscription.from,
    subscription.to,
  ]);
  return updateConnection(next, subscription.id, { dlq: id, maxAttempts });
}
