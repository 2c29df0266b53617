import { isDeadLetters, keepsMessages } from "#lib/analysis/channels.ts";
import type { Connection } from "#lib/model/connection.ts";
import { updateComponent } from "#lib/model/edit.ts";
import { formatQuantity } from "#lib/model/quantity.ts";
import type { Id } from "#lib/model/schema.ts";
import { sketch } from "#lib/model/sketch.ts";
import { about } from "../about.ts";
import { defineRule, finding } from "../rule.ts";

/** The subscription that reads back furthest; the first by id of those alike. */
function furthestReplay(outgoing: readonly Connection[]): Connection | undefined {
  let furthest: Connection | undefined;
  for (const subscription of outgoing) {
    if (subscription.kind !== "subscribe" || subscription.replayWindowMs === undefined) continue;
    const before = furthest?.replayWindowMs;
    if (!furthest || before === undefined || subscription.replayWindowMs > before || (subscription.replayWindowMs === before && subscription.id < furthest.id))
      furthest = subscription;
  }
  return furthest;
}

const orders = (retentionMs?: number) =>
  sketch()
    .topic("order-events", retentionMs === undefined ? {} : { retentionMs })
    .service("search");

export const retention = defineRule<{ readonly retentionMs?: number; readonly windowMs?: number; readonly reader?: Id }>({
  id: "messaging/retention",
  title: "Retention missing or shorter than the replay window",
  severity: "warning",
  each: "component",
  kinds: ["topic"],
  check(topic, { index }) {
    const { retentionMs } = topic;
    const furthest = furthestReplay(index.outgoing(topic.id));
    const windowMs = furthest?.replayWindowMs ?? 0;
    if (retentionMs && windowMs <= retentionMs) return undefined;
    if (!keepsMessages(topic, index) || isDeadLetters(topic, index)) return undefined;
    return finding({
      property: "retentionMs",
      related: furthest && [furthest.id],
      data: { ...(retentionMs === undefined ? {} : { retentionMs }), ...(furthest && windowMs > (retentionMs ?? 0) ? { windowMs, reader: furthest.to } : {}) },
    });
  },
  message({ element, data }, { index }) {
    const name = index.nameOf(element.id);
    if (data.retentionMs === undefined)
      return `Nothing says how long ${name} keeps its messages${data.windowMs === undefined ? "" : `, of which ${index.nameOf(data.reader)} wants ${about("ms", data.windowMs)} back`}.`;
    if (data.windowMs === undefined) return `${name} keeps its messages for ${formatQuantity("ms", data.retentionMs)}: a consumer that is away for a moment loses them.`;
    return `${index.nameOf(data.reader)} wants to read ${about("ms", data.windowMs)} of ${name} again, but messages are deleted after ${about("ms", data.retentionMs)}.`;
  },
  why: "A consumer that was down longer than the retention has lost messages for good, and a read model cannot be rebuilt from a log that has forgotten its beginning.",
  remedy: "Keep messages for 168 h, or as long as the longest replay reaches back; a weekend without an engineer must fit in.",
  sources: ["003 Ex. 2 (168 h)", "000 §3 (rewind)"],
  needs: ["component.retentionMs", "connection.replayWindowMs"],
  thresholds: ["messaging.retentionMs"],
  fix: {
    title: "Keep messages for 168 h, or as long as the longest replay",
    apply(design, found, { index, settings }) {
      const windowMs = furthestReplay(index.outgoing(found.element.id))?.replayWindowMs ?? 0;
      const kept = index.component(found.element.id)?.retentionMs ?? 0;
      return updateComponent(design, found.element.id, { retentionMs: Math.max(1, windowMs, kept || settings["messaging.retentionMs"]) });
    },
  },
  examples: {
    bad: [
      { title: "Nothing is said about how long", sketch: orders().subscribe("order-events", "search") },
      { title: "A week is wanted, a day is kept", sketch: orders(86_400_000).subscribe("order-events", "search", { replay: true, replayWindowMs: 604_800_000 }) },
    ],
    good: [
      { title: "A week is kept", sketch: orders(604_800_000).subscribe("order-events", "search", { replay: true, replayWindowMs: 604_800_000 }) },
      { title: "SNS hands on and keeps nothing", sketch: sketch().topic("order-events", { engine: "sns" }).service("mailer").subscribe("order-events", "mailer") },
    ],
  },
});
