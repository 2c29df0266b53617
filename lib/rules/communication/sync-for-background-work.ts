import { sketch } from "#lib/model/sketch.ts";
import { endsOf } from "../ends.ts";
import { defineRule, finding } from "../rule.ts";
import { canQueue, throughQueue } from "../through-queue.ts";

/** What third parties do after the user has long been answered. */
const SIDE_WORK = new Set(["email", "sms", "push", "analytics", "audit"]);

const order = sketch().service("order").service("invoicing").external("mail", { name: "Mail provider", category: "email" });

export const syncForBackgroundWork = defineRule<{ readonly category?: string }>({
  id: "communication/sync-for-background-work",
  title: "Synchronous call for work nobody waits for",
  severity: "warning",
  each: "connection",
  kinds: ["call"],
  check(call, { index }) {
    if (call.background === true) return undefined;
    const target = index.target(call);
    if (!target || (call.needsResponse !== false && target.kind !== "external")) return undefined;
    const source = index.source(call);
    if (!source) return undefined;
    if (call.needsResponse === false) return finding({ property: "needsResponse", fixable: canQueue(call, index), data: {} });
    // A program in the user's hands may count its own clicks: nobody's request waits for that.
    const category = source.kind === "client" ? undefined : target.category?.trim().toLowerCase();
    return category !== undefined && SIDE_WORK.has(category) ? finding({ property: "background", fixable: canQueue(call, index), data: { category } }) : undefined;
  },
  message: ({ element, data }, { index }) => {
    const { from, to } = endsOf(index, element);
    return data.category ? `${from} makes its callers wait while ${to} does its ${data.category} work.` : `${from} calls ${to} and waits, although it does not need the answer.`;
  },
  why: "The user waits for something that does not concern the answer, and when the callee is slow or down the request fails with it.",
  remedy: "Put the work on a queue and answer at once; a worker does it, repeats what failed, and takes a burst at its own pace.",
  sources: ["000 §0 Asynchronous", "000 Mantras", "000 MDL SQS Async Pattern", "002 decision matrix row 6"],
  conflicts: ["CF-12"],
  needs: ["connection.needsResponse", "connection.background", "component.category"],
  fix: {
    title: "Put the work on a queue",
    apply(design, found, { index }) {
      const call = index.connections.get(found.element.id);
      return call ? throughQueue(design, call, index) : design;
    },
  },
  examples: {
    bad: [
      { title: "The order waits for the mail", sketch: order.call("order", "mail", { protocol: "rest" }) },
      { title: "Nobody reads the answer", sketch: order.call("order", "invoicing", { protocol: "rest", needsResponse: false }) },
    ],
    good: [
      {
        title: "A queue takes the work",
        sketch: order.queue("invoices", { role: "work" }).publish("order", "invoices").subscribe("invoices", "invoicing"),
      },
      {
        title: "A worker sends the mail",
        sketch: order
          .queue("mails", { role: "work" })
          .service("mailer", { role: "worker" })
          .publish("order", "mails")
          .subscribe("mails", "mailer")
          .call("mailer", "mail", { background: true }),
      },
      { title: "The answer is needed", sketch: order.call("order", "invoicing", { protocol: "rest" }) },
    ],
  },
});
