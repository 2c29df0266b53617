import type { Component } from "#lib/model/component.ts";
import type { Alert } from "#lib/model/decision.ts";
import type { Design } from "#lib/model/design.ts";
import type { ElementRef, Report, RuleContext } from "../rule.ts";

/** Where a report about an alert is shown: on the component that it watches, else on the design. */
const shownOn = (target: Component | undefined): ElementRef => (target ? { type: "component", id: target.id } : { type: "design", id: "design" });

/** Runs a check over every alert of a design; nothing when all of them pass. Reports are named after the alert. */
export function checkAlerts<Data>(
  design: Design,
  { index }: RuleContext,
  check: (alert: Alert, target: Component | undefined) => Report<Data> | undefined,
): readonly Report<Data>[] | undefined {
  let reports: Report<Data>[] | undefined;
  for (const alert of design.alerts) {
    const target = index.component(alert.target);
    const report = check(alert, target);
    if (report) (reports ??= []).push({ ...report, target: alert.id, element: shownOn(target) });
  }
  return reports;
}
