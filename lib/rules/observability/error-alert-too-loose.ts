import { updateMember } from "#lib/model/edit.ts";
import { formatQuantity } from "#lib/model/quantity.ts";
import { sketch } from "#lib/model/sketch.ts";
import { defineRule, finding, undecided } from "../rule.ts";
import { checkAlerts } from "./check-alerts.ts";

const errors = (threshold: number) => sketch().service("order").alert("order-errors", { target: "order", signal: "errorRatio", threshold, action: "Page whoever is on call" });

export const errorAlertTooLoose = defineRule<{ readonly threshold: number }>({
  id: "observability/error-alert-too-loose",
  title: "Error alert fires too late",
  severity: "warning",
  each: "design",
  check(design, context) {
    const limit = context.settings["alerts.errorRatio"];
    return checkAlerts(design, context, ({ id, signal, threshold }) => {
      if (signal !== "errorRatio") return undefined;
      if (threshold === undefined) return undecided([`${id}.threshold`]);
      return threshold > limit ? finding({ data: { threshold } }) : undefined;
    });
  },
  message: ({ target, element, data }, { index, settings }) =>
    `The alert ${target} fires only when ${formatQuantity("ratio", data.threshold)} of ${element.type === "design" ? "all requests" : `the requests of ${index.nameOf(element.id)}`} fail; ${formatQuantity("ratio", settings["alerts.errorRatio"])} is late enough.`,
  why: "At one failed request in a hundred something is broken already; an alert that waits for more only lengthens the outage.",
  remedy: "Fire at 1% over five minutes; where single errors are normal, do not count them as errors instead of raising the threshold.",
  sources: ["002 Observability essentials (Alerts)"],
  needs: ["alert.threshold"],
  thresholds: ["alerts.errorRatio"],
  fix: {
    title: `Fire at ${formatQuantity("ratio", 0.01)}`,
    apply: (design, found, { settings }) => updateMember(design, "alerts", found.target, { threshold: settings["alerts.errorRatio"] }),
  },
  examples: {
    bad: [{ title: "One request in ten may fail unnoticed", sketch: errors(0.1) }],
    good: [{ title: "One in a hundred is enough", sketch: errors(0.01) }],
  },
});
