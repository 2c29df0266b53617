import { backlogGrowth, partitionsNeeded, timeToBacklog, timeToLoss } from "#lib/analysis/backlog.ts";
import { keepsMessages } from "#lib/analysis/channels.ts";
import { type Consumption, consumptionOf, type Limit } from "#lib/analysis/consumption.ts";
import type { Design } from "#lib/model/design.ts";
import { updateComponent, updateConnection } from "#lib/model/edit.ts";
import { formatQuantity } from "#lib/model/quantity.ts";
import { sketch } from "#lib/model/sketch.ts";
import { about, grouped } from "../about.ts";
import { endsOf } from "../ends.ts";
import { defineRule, finding, type RuleContext, undecided } from "../rule.ts";
import { counted } from "#lib/model/sentence.ts";

interface Backlog {
  readonly arrivalRps: number;
  readonly serviceRps: number;
  readonly limit: Limit;
  /** How many of what limits: consumers, partitions, or messages per trigger. */
  readonly amount: number;
}

/** More consumers than this are no answer that a quick fix should give. */
const MOST_CONSUMERS = 1_000;

/** What a group of consumers needs to carry the load with headroom. */
interface Plan {
  readonly consumers?: number;
  readonly maxPerTrigger?: number;
}

/** The numbers with which consumers keep up; nothing when no reasonable ones do. */
function planFor({ arrivalRps, perConsumerRps, parallel, triggerRps }: Consumption, triggerMs: number | undefined, { settings }: RuleContext): Plan | undefined {
  const headroom = Math.max(1, settings["capacity.headroom"]);
  const wanted = arrivalRps * headroom;
  if (perConsumerRps === 0) return undefined;
  const consumers = perConsumerRps !== undefined && parallel * perConsumerRps < wanted ? consumersFor(arrivalRps, perConsumerRps, headroom) : undefined;
  const maxPerTrigger = triggerMs !== undefined && triggerRps < wanted ? Math.ceil((wanted * triggerMs) / 1_000) : undefined;
  if (consumers !== undefined && consumers > MOST_CONSUMERS) return undefined;
  if (maxPerTrigger !== undefined && !Number.isSafeInteger(maxPerTrigger)) return undefined;
  return { ...(consumers === undefined ? {} : { consumers }), ...(maxPerTrigger === undefined ? {} : { maxPerTrigger }) };
}

function consumersFor(arrivalRps: number, perConsumerRps: number, headroom: number): number {
  const needed = partitionsNeeded(arrivalRps, perConsumerRps, headroom);
  return needed * perConsumerRps < arrivalRps ? needed + 1 : needed;
}

function amountOf({ limit, perConsumerRps, consumers, partitions = 0 }: Consumption, maxPerTrigger = 0): number {
  if (limit === "trigger") return maxPerTrigger;
  if (perConsumerRps === 0) return 0; // However many there are; and how many there are may be unknown.
  return limit === "partitions" ? partitions : consumers;
}

function reasonFor({ limit, amount }: Backlog, triggerMs = 0): string {
  if (limit === "trigger") return `a trigger takes ${grouped(amount)} every ${formatQuantity("ms", triggerMs)}`;
  if (amount === 0) return "no consumer handles any";
  return limit === "partitions" ? `only ${counted(amount, "consumer")} can work on ${counted(amount, "partition")}` : `${counted(amount, "consumer")} cannot do more`;
}

/** When the backlog is noticed and when it begins to cost messages, as the end of a sentence. */
function consequences(channelId: string, { arrivalRps, serviceRps }: Backlog, { design, index }: RuleContext): string {
  const alert = design.alerts.find((candidate) => candidate.target === channelId && (candidate.signal === "lag" || candidate.signal === "queueDepth"));
  const channel = index.component(channelId);
  const words = [`the backlog grows by ${about("rps", backlogGrowth(arrivalRps, serviceRps))}`];
  if (alert?.threshold !== undefined) words.push(`its alert sounds after ${about("ms", timeToBacklog(alert.threshold, arrivalRps, serviceRps))}`);
  if (channel?.retentionMs && keepsMessages(channel, index))
    words.push(`the first messages are lost unread after ${about("ms", timeToLoss(channel.retentionMs, arrivalRps, serviceRps))}`);
  return words.length < 3 ? words.join(" and ") : `${words.slice(0, -1).join(", ")} and ${words.at(-1) ?? ""}`;
}

const ingest = sketch().component("broker", "kafka", { engine: "kafka" }).service("ingest").publish("ingest", "page-views", { rps: 1_000_000 });
const views = (partitions: number) => ingest.topic("page-views", { broker: "kafka", partitions, retentionMs: 604_800_000 });

export const consumerTooSlow = defineRule<Backlog>({
  id: "messaging/consumer-too-slow",
  title: "Backlog grows without end",
  severity: "error",
  each: "connection",
  kinds: ["subscribe"],
  check(subscription, context) {
    const consumption = consumptionOf(subscription, context.index);
    if (!consumption) return undefined;
    const { arrivalRps, serviceRps, limit, missing } = consumption;
    // What is missing can only add to what arrives and take from what is handled.
    if (limit !== undefined && arrivalRps > serviceRps) {
      return finding({
        property: limit === "trigger" ? "maxPerTrigger" : "perConsumerRps",
        related: [subscription.from, subscription.to],
        fixable: planFor(consumption, subscription.triggerMs, context) !== undefined,
        data: { arrivalRps, serviceRps, limit, amount: amountOf(consumption, subscription.maxPerTrigger) },
      });
    }
    return missing.length > 0 ? undecided(missing, { related: [subscription.from, subscription.to] }) : undefined;
  },
  message({ element, data }, context) {
    const subscription = context.index.connections.get(element.id);
    const { from, to } = endsOf(context.index, element);
    const { arrivalRps, serviceRps } = data;
    return `${from} gets ${about("rps", arrivalRps)}, and ${to} handles ${about("rps", serviceRps)} at most because ${reasonFor(data, subscription?.triggerMs)}; ${consequences(subscription?.from ?? "", data, context)}.`;
  },
  why: "A consumer that is slower than its producers never catches up: answers get older every minute, until the oldest messages are deleted unread.",
  remedy: "Raise what limits the rate (consumers, partitions or the messages per trigger) to 1.5 times the load, or make one message cheaper to handle.",
  sources: ["000 §3", "002 Observability essentials (Alerts)", "003 Ex. 2 (judged)"],
  needs: [
    "connection.rps",
    "connection.perConsumerRps",
    "component.instances.max",
    "component.maxConcurrency",
    "component.partitions",
    "connection.maxPerTrigger",
    "connection.triggerMs",
  ],
  thresholds: ["capacity.headroom"],
  fix: {
    title: "Give it the consumers, partitions and trigger for 1.5 times the load",
    apply(design, found, context) {
      const subscription = context.index.connections.get(found.element.id);
      const consumption = subscription && consumptionOf(subscription, context.index);
      const plan = consumption && planFor(consumption, subscription.triggerMs, context);
      if (!plan) return design;
      const { channel, consumer } = consumption;
      let next: Design = design;
      if (plan.maxPerTrigger !== undefined) next = updateConnection(next, subscription.id, { maxPerTrigger: plan.maxPerTrigger });
      if (plan.consumers === undefined) return next;
      if (consumption.partitions !== undefined && consumption.partitions < plan.consumers) next = updateComponent(next, channel.id, { partitions: plan.consumers });
      if (consumption.consumers >= plan.consumers) return next;
      const scaled = consumer.kind === "function" ? { maxConcurrency: plan.consumers } : { instances: { ...consumer.instances, max: plan.consumers } };
      return updateComponent(next, consumer.id, scaled);
    },
  },
  examples: {
    bad: [
      {
        title: "The trigger takes a tenth of what arrives",
        sketch: views(100)
          .component("streamProcessor", "aggregation", { instances: { min: 10, max: 100 } })
          .subscribe("page-views", "aggregation", { perConsumerRps: 12_000, maxPerTrigger: 1_000_000, triggerMs: 10_000 }),
      },
      {
        title: "Too few partitions for the consumers that are needed",
        sketch: views(50)
          .component("streamProcessor", "aggregation", { instances: { min: 50, max: 150 } })
          .subscribe("page-views", "aggregation", { perConsumerRps: 12_000 }),
      },
      {
        title: "Two workers for 30 mails a second",
        sketch: sketch()
          .service("order")
          .queue("mails")
          .publish("order", "mails", { rps: 30 })
          .service("mailer", { instances: { min: 1, max: 2 } })
          .subscribe("mails", "mailer", { perConsumerRps: 10 }),
      },
    ],
    good: [
      {
        title: "125 consumers carry one and a half times the load",
        sketch: views(125)
          .component("streamProcessor", "aggregation", { instances: { min: 100, max: 125 } })
          .subscribe("page-views", "aggregation", { perConsumerRps: 12_000 }),
      },
      {
        title: "Five workers for 30 mails a second",
        sketch: sketch()
          .service("order")
          .queue("mails")
          .publish("order", "mails", { rps: 30 })
          .service("mailer", { instances: { min: 1, max: 5 } })
          .subscribe("mails", "mailer", { perConsumerRps: 10 }),
      },
    ],
  },
});
