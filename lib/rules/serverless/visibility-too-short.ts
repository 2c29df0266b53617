import { keepsMessages } from "#lib/analysis/channels.ts";
import type { Component } from "#lib/model/component.ts";
import { updateComponent } from "#lib/model/edit.ts";
import { formatQuantity } from "#lib/model/quantity.ts";
import type { Id } from "#lib/model/schema.ts";
import { sketch } from "#lib/model/sketch.ts";
import { defineRule, finding, undecided } from "../rule.ts";

const mails = sketch().component("function", "mailBuildEmail", { timeoutMs: 30_000 }).subscribe("mails", "mailBuildEmail", { ack: "after" });

export const visibilityTooShort = defineRule<{ readonly visibilityMs: number; readonly timeoutMs: number; readonly reader: Id }>({
  id: "serverless/visibility-too-short",
  title: "Message returns while still being processed",
  severity: "error",
  each: "component",
  kinds: ["queue"],
  check(queue, { index }) {
    let slowest: Component | undefined;
    let missing: string[] | undefined;
    for (const subscription of index.outgoing(queue.id)) {
      const reader = subscription.kind === "subscribe" ? index.target(subscription) : undefined;
      if (reader?.kind !== "function") continue;
      if (reader.timeoutMs === undefined) (missing ??= []).push(`${reader.id}.timeoutMs`);
      else if (slowest?.timeoutMs === undefined || reader.timeoutMs > slowest.timeoutMs || (reader.timeoutMs === slowest.timeoutMs && reader.id < slowest.id)) slowest = reader;
    }
    if ((!slowest && !missing) || keepsMessages(queue, index)) return undefined;
    const { visibilityTimeoutMs } = queue;
    if (visibilityTimeoutMs !== undefined && slowest?.timeoutMs !== undefined && visibilityTimeoutMs < slowest.timeoutMs) {
      return finding({ property: "visibilityTimeoutMs", related: [slowest.id], data: { visibilityMs: visibilityTimeoutMs, timeoutMs: slowest.timeoutMs, reader: slowest.id } });
    }
    const unknown = visibilityTimeoutMs === undefined ? [`${queue.id}.visibilityTimeoutMs`, ...(missing ?? [])] : missing;
    return unknown && unknown.length > 0 ? undecided(unknown, { property: "visibilityTimeoutMs" }) : undefined;
  },
  message: ({ element, data }, { index }) =>
    `${index.nameOf(element.id)} hands a message out again after ${formatQuantity("ms", data.visibilityMs)}, while ${index.nameOf(data.reader)} may work on it for ${formatQuantity("ms", data.timeoutMs)}.`,
  why: "A message that becomes visible again before its function is done is handled twice at the same time: two mails, two charges, and nothing in the logs looks wrong.",
  remedy: "Hide a message for six times the timeout of the function, so that retries of the platform fit in too.",
  sources: ["000 §0 Idempotency", "000 MDL SQS (derived)"],
  needs: ["component.visibilityTimeoutMs", "component.timeoutMs"],
  thresholds: ["sls.visibilityFactor"],
  fix: {
    title: "Hide messages for 6 times the function's timeout",
    apply(design, found, { settings }) {
      const { timeoutMs } = found.data as { readonly timeoutMs: number }; // What this rule's check put there.
      return updateComponent(design, found.element.id, { visibilityTimeoutMs: timeoutMs * Math.max(1, settings["sls.visibilityFactor"]) });
    },
  },
  examples: {
    bad: [{ title: "Back after 20 s, in work for 30 s", sketch: mails.queue("mails", { visibilityTimeoutMs: 20_000 }) }],
    good: [
      { title: "Hidden for 3 min", sketch: mails.queue("mails", { visibilityTimeoutMs: 180_000 }) },
      { title: "A service extends the time by itself", sketch: sketch().queue("mails", { visibilityTimeoutMs: 20_000 }).service("mailer").subscribe("mails", "mailer") },
    ],
  },
});
