import { updateMember } from "#lib/model/edit.ts";
import { sketch } from "#lib/model/sketch.ts";
import { defineRule, finding } from "../rule.ts";
import { actionFor } from "./add-alert.ts";
import { checkAlerts } from "./check-alerts.ts";

const isBlank = (text: string | undefined) => text === undefined || text.trim() === "";
const order = sketch().service("order");

export const alertWithoutAction = defineRule({
  id: "observability/alert-without-action",
  title: "Alert without an action",
  severity: "warning",
  each: "design",
  check: (design, context) => checkAlerts(design, context, ({ action, runbook }) => (isBlank(action) && isBlank(runbook) ? finding() : undefined)),
  message: ({ target, element }, { index }) => `The alert ${target}${element.type === "design" ? "" : ` on ${index.nameOf(element.id)}`} does not say what to do when it fires.`,
  why: "An alert that asks for nothing is switched off by the third night, and the next one with it.",
  remedy: "Name the first action or the runbook; if there is nothing to do, make it a graph instead of an alert.",
  sources: ["003 Ex. 2 Monitoring & Alerts", "003 Step 5.5"],
  needs: ["alert.action", "alert.runbook"],
  readiness: true,
  fix: {
    title: "Name the usual first action",
    apply(design, found, { index }) {
      const alert = design.alerts.find(({ id }) => id === found.target);
      const documented = index.component(alert?.target)?.runbooks?.includes("incident");
      return updateMember(design, "alerts", found.target, documented ? { runbook: "incident" } : { action: actionFor(alert?.signal) });
    },
  },
  examples: {
    bad: [{ title: "It fires, and then?", sketch: order.alert("order-errors", { target: "order", signal: "errorRatio", threshold: 0.01 }) }],
    good: [
      {
        title: "The first action is named",
        sketch: order.alert("order-errors", { target: "order", signal: "errorRatio", threshold: 0.01, action: "Roll the last release back" }),
      },
      { title: "There is a runbook", sketch: order.alert("order-errors", { target: "order", signal: "errorRatio", threshold: 0.01, runbook: "runbooks/order-errors.md" }) },
    ],
  },
});
