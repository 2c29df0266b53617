import type { Alert } from "#lib/model/decision.ts";
import type { Connection } from "#lib/model/connection.ts";
import { inWords } from "#lib/model/in-words.ts";
import type { Id } from "#lib/model/schema.ts";
import type { Analysis, AnalysisContext, Chart, Figure, Input, Parameter, Subject } from "../analysis.ts";
import { alertsOn } from "../alerts.ts";
import { backlogAfter, backlogGrowth, delayBehind, timeToBacklog, timeToDrain, timeToLoss } from "../backlog.ts";
import { keepsMessages } from "../channels.ts";
import { type Consumption, consumptionOf } from "../consumption.ts";
import type { DesignIndex } from "../design-index.ts";
import { finite } from "../finite.ts";
import { arrivalInputs, handlingInputs } from "./consumption-inputs.ts";
import { componentInput, missingAmong, once } from "./inputs.ts";
import { connectionOf, subscriptionSubjects } from "./subjects.ts";

const rate = (rps: number): string => inWords(finite(rps), "rps");
const time = (ms: number): string => inWords(finite(ms), "ms");
const messages = (number: number): string => `${inWords(finite(number), "count")} messages`;

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;

/** The alert that sounds first when messages pile up for a subscription: on the topic or queue, or on its consumer. */
export function backlogAlertOf(index: DesignIndex, { from, to }: Connection): (Alert & { readonly threshold: number }) | undefined {
  let first: (Alert & { readonly threshold: number }) | undefined;
  for (const alert of [...alertsOn(from, index), ...alertsOn(to, index)]) {
    const { signal, threshold } = alert;
    if ((signal !== "lag" && signal !== "queueDepth") || threshold === undefined) continue;
    if (!first || threshold < first.threshold || (threshold === first.threshold && alert.id < first.id)) first = { ...alert, threshold };
  }
  return first;
}

/** The number at which somebody is told, as an input. */
export const alertInput = (index: DesignIndex, subscription: Connection): readonly Input[] => {
  const alert = backlogAlertOf(index, subscription);
  return alert ? [{ label: `${index.nameOf(alert.target)}: alert at`, unit: "count", value: alert.threshold, place: { type: "alert", id: alert.id, property: "threshold" } }] : [];
};

/** How long an unread message is kept, where that is limited. */
export const retentionInput = (index: DesignIndex, channel: Id): readonly Input[] => {
  const component = index.component(channel);
  return component && (component.retentionMs !== undefined || keepsMessages(component, index)) ? componentInput(index, channel, "retentionMs", "retention", "ms") : [];
};

const growsIn = ({ arrivalRps, serviceRps }: Pick<Consumption, "arrivalRps" | "serviceRps">): boolean => arrivalRps > serviceRps;

function parameterOf(consumption: Consumption | undefined): Parameter {
  return consumption && growsIn(consumption)
    ? { id: "duration", label: "How long it goes on", unit: "ms", value: DAY_MS, origin: "a day" }
    : { id: "duration", label: "How long the consumers stand still", unit: "ms", value: HOUR_MS, origin: "an hour without consumers" };
}

/** Messages that wait over time: growing without end, or through a standstill and the catching up after it. */
function chartOf(consumption: Consumption, durationMs: number, drainMs: number, alertAt: number | undefined, lossMs: number): Chart {
  const { arrivalRps, serviceRps } = consumption;
  const grows = growsIn(consumption);
  const top = finite(backlogAfter(durationMs, arrivalRps, grows ? serviceRps : 0));
  const end = grows || !Number.isFinite(drainMs) ? [finite(durationMs * (grows ? 1 : 1.5)), top] : [finite(durationMs + drainMs), 0];
  return {
    kind: "lines",
    title: grows ? "Messages that wait" : "Messages that wait while consumers stand still, and after",
    x: { label: "time", unit: "ms" },
    y: { label: "messages", unit: "count" },
    series: [
      {
        name: "waiting",
        points: [[0, 0], ...(grows ? [] : [[durationMs, top] as const]), [end[0] ?? 0, end[1] ?? 0]],
        tone: grows ? "bad" : "neutral",
      },
    ],
    ...(alertAt !== undefined && alertAt <= top ? { limits: [{ label: "alert", y: alertAt }] } : {}),
    ...(lossMs <= (end[0] ?? 0) ? { marks: [{ label: "messages lost", x: lossMs }] } : grows ? {} : { marks: [{ label: "consumers are back", x: durationMs }] }),
  };
}

interface Times {
  readonly waiting: number;
  readonly drainMs: number;
  readonly delayMs: number;
}

/** What a standstill leaves behind. */
const afterStandstill = ({ arrivalRps, serviceRps }: Consumption, durationMs: number): Times => {
  const waiting = backlogAfter(durationMs, arrivalRps, 0);
  return { waiting, drainMs: waiting === 0 ? 0 : timeToDrain(waiting, arrivalRps, serviceRps), delayMs: delayBehind(waiting, serviceRps) };
};

function growing(consumption: Consumption, names: { readonly channel: string; readonly consumer: string }, alertMs: number, lossMs: number): string {
  const { arrivalRps, serviceRps } = consumption;
  const then = [
    ...(Number.isFinite(alertMs) ? [`its alert sounds after ${time(alertMs)}`] : []),
    ...(Number.isFinite(lossMs) ? [`the first messages are lost unread after ${time(lossMs)}`] : []),
  ].join(", and ");
  return `The backlog of ${names.channel} grows by ${rate(backlogGrowth(arrivalRps, serviceRps))}: ${rate(arrivalRps)} arrive and ${names.consumer} handles ${rate(serviceRps)}${then ? `; ${then}` : ""}`;
}

function keepingUp(consumption: Consumption, names: { readonly channel: string; readonly consumer: string }, durationMs: number, { waiting, drainMs }: Times): string {
  const { arrivalRps, serviceRps } = consumption;
  const rates = `${rate(arrivalRps)} arrive and ${names.consumer} handles ${rate(serviceRps)}`;
  if (arrivalRps === 0) return `Nothing arrives at ${names.channel}, so that nothing waits for ${names.consumer}`;
  if (!Number.isFinite(drainMs)) return `${names.consumer} only just keeps up with ${names.channel}: ${rates}, so that a backlog never shrinks`;
  return `${names.consumer} keeps up with ${names.channel}: ${rates}; ${time(durationMs)} without consumers leaves ${messages(waiting)}, worked off in ${time(drainMs)}`;
}

function workingOf(consumption: Consumption, durationMs: number, alertAt: number | undefined, retentionMs: number | undefined): readonly string[] {
  const { arrivalRps, serviceRps } = consumption;
  const growth = backlogGrowth(arrivalRps, serviceRps);
  const lines = [`growth = λ − μ = ${rate(arrivalRps)} − ${rate(serviceRps)} = ${growth < 0 ? "−" : ""}${rate(Math.abs(growth))}`];
  if (growsIn(consumption)) {
    if (alertAt !== undefined) lines.push(`time to alert = ${messages(alertAt)} ÷ ${rate(growth)} = ${time(timeToBacklog(alertAt, arrivalRps, serviceRps))}`);
    if (retentionMs)
      lines.push(`start of loss = ${time(retentionMs)} ÷ (1 − ${rate(serviceRps)} ÷ ${rate(arrivalRps)}) = ${time(timeToLoss(retentionMs, arrivalRps, serviceRps))}`);
    return lines;
  }
  const { waiting, drainMs, delayMs } = afterStandstill(consumption, durationMs);
  lines.push(`backlog = ${rate(arrivalRps)} × ${time(durationMs)} = ${messages(waiting)}`);
  if (Number.isFinite(drainMs) && growth < 0) lines.push(`drain = ${messages(waiting)} ÷ (${rate(serviceRps)} − ${rate(arrivalRps)}) = ${time(drainMs)}`);
  if (Number.isFinite(delayMs) && serviceRps > 0) lines.push(`longest delay = ${time(durationMs)} + ${messages(waiting)} ÷ ${rate(serviceRps)} = ${time(durationMs + delayMs)}`);
  return lines;
}

const subjectOf = ({ index }: AnalysisContext, subject: Subject) => {
  const subscription = connectionOf(index, subject);
  const consumption = subscription && consumptionOf(subscription, index);
  return subscription && consumption ? { subscription, consumption } : undefined;
};

/** Q7: whether consumers keep up, and what happens to the messages that wait. */
export const backlog: Analysis = {
  id: "backlog",
  number: "Q7",
  title: "Backlog",
  question: "Do the consumers keep up, and what happens to the messages that wait?",
  group: "Messaging",
  formula: [
    "growth = λ − μ, with λ arriving and μ handled per second",
    "time to alert = threshold ÷ growth; start of loss = retention ÷ (1 − μ ÷ λ)",
    "drain = backlog ÷ (μ − λ); longest delay = standstill + backlog ÷ μ",
  ],
  sources: ["000 §3", "002 Observability essentials (Alerts)", "003 Ex. 2"],
  rules: ["messaging/consumer-too-slow", "observability/no-backlog-alert", "messaging/retention"],
  empty: "Draw a topic or queue that somebody publishes to and somebody reads.",
  subjects: (context) => subscriptionSubjects(context.index).filter((subject) => subjectOf(context, subject) !== undefined),
  parameters: (subject, context) => [parameterOf(subjectOf(context, subject)?.consumption)],
  analyse(subject, context) {
    const { index, values } = context;
    const found = subjectOf(context, subject);
    if (!found) return { verdict: "undecided", sentence: "Nothing is published for this subscription any more.", working: [], inputs: [], figures: [] };
    const { subscription, consumption } = found;
    const { channel, consumer, arrivalRps, serviceRps, limit } = consumption;
    const rates = [...arrivalInputs(index, channel.id), ...handlingInputs(index, subscription)];
    const inputs = once([...rates, ...retentionInput(index, channel.id), ...alertInput(index, subscription)]);
    const missing = missingAmong(once(rates));
    const names = { channel: index.nameOf(channel.id), consumer: index.nameOf(consumer.id) };
    const lit = [channel.id, subscription.id, consumer.id];
    // What is missing can only add to what arrives and take from what is handled.
    const grows = limit !== undefined && growsIn(consumption);
    const durationMs = values["duration"] ?? parameterOf(consumption).value;
    if (!grows && missing !== undefined) {
      const known = [
        ...(arrivalRps > 0 ? [`at least ${rate(arrivalRps)} arrive`] : []),
        ...(Number.isFinite(serviceRps) ? [`${names.consumer} handles ${rate(serviceRps)} at most`] : []),
      ].join(" and ");
      return {
        verdict: "undecided",
        sentence: `Whether ${names.consumer} keeps up with ${names.channel} cannot be told${known ? `: ${known}` : ""}; still missing: ${missing}.`,
        working: [],
        inputs,
        figures: [],
        lit,
      };
    }

    const alertAt = backlogAlertOf(index, subscription)?.threshold;
    const retentionMs = retentionInput(index, channel.id)[0]?.value;
    const alertMs = alertAt === undefined ? Infinity : timeToBacklog(alertAt, arrivalRps, serviceRps);
    const lossMs = retentionMs === undefined ? Infinity : grows ? timeToLoss(retentionMs, arrivalRps, serviceRps) : retentionMs;
    const after = afterStandstill(consumption, durationMs);
    const isLost = !grows && arrivalRps > 0 && lossMs < durationMs;
    const growth = backlogGrowth(arrivalRps, serviceRps);
    const figures: readonly Figure[] = grows
      ? [
          { label: "Grows by", value: finite(growth), unit: "rps", tone: "bad" },
          { label: `Waiting after ${time(durationMs)}`, value: finite(backlogAfter(durationMs, arrivalRps, serviceRps)), unit: "count" },
          ...(Number.isFinite(alertMs)
            ? [{ label: "Alert after", value: finite(alertMs), unit: "ms" as const }]
            : [{ label: "Alert", value: "nobody is told", tone: "warning" as const }]),
          ...(Number.isFinite(lossMs) ? [{ label: "First loss after", value: finite(lossMs), unit: "ms" as const, tone: "bad" as const }] : []),
          ...(serviceRps > 0
            ? [{ label: `Delay after ${time(durationMs)}`, value: finite(delayBehind(backlogAfter(durationMs, arrivalRps, serviceRps), serviceRps)), unit: "ms" as const }]
            : []),
        ]
      : [
          { label: "To spare", value: finite(Math.abs(growth)), unit: "rps", tone: growth < 0 ? "good" : "warning" },
          { label: "Waiting after the standstill", value: finite(after.waiting), unit: "count" },
          ...(Number.isFinite(after.drainMs)
            ? [{ label: "Worked off in", value: finite(after.drainMs), unit: "ms" as const }]
            : [{ label: "Worked off", value: "never", tone: "bad" as const }]),
          ...(Number.isFinite(after.delayMs) ? [{ label: "Longest delay", value: finite(durationMs + after.delayMs), unit: "ms" as const }] : []),
          ...(alertAt !== undefined && arrivalRps > 0 ? [{ label: "Alert after", value: finite(timeToBacklog(alertAt, arrivalRps, 0)), unit: "ms" as const }] : []),
        ];
    const lost = isLost ? `; messages older than ${time(lossMs)} are lost unread before that` : "";
    return {
      verdict: grows || isLost || (growth === 0 && arrivalRps > 0) ? "bad" : "good",
      sentence: `${grows ? growing(consumption, names, alertMs, lossMs) : keepingUp(consumption, names, durationMs, after)}${lost}${missing === undefined ? "" : `; still missing: ${missing}`}.`,
      working: workingOf(consumption, durationMs, alertAt, retentionMs),
      inputs,
      figures,
      charts: arrivalRps > 0 ? [chartOf(consumption, durationMs, after.drainMs, alertAt, lossMs)] : [],
      lit,
      marks: [
        { element: channel.id, text: grows ? `+${rate(growth)}` : "keeps up", tone: grows ? "bad" : "good" },
        { element: consumer.id, text: rate(serviceRps), tone: "neutral" },
      ],
    };
  },
};
