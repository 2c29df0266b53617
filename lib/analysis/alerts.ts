import type { Alert } from "#lib/model/decision.ts";
import type { Id } from "#lib/model/schema.ts";
import type { DesignIndex } from "./design-index.ts";

const NONE: readonly Alert[] = [];

/** The alerts on a component. */
export const alertsOn = (id: Id, index: DesignIndex): readonly Alert[] => (index.design.alerts.length === 0 ? NONE : (index.once(alertsByTarget).get(id) ?? NONE));

/** Whether a component has an alert on one of these signals. */
export function hasAlert(id: Id, index: DesignIndex, ...signals: readonly NonNullable<Alert["signal"]>[]): boolean {
  for (const { signal } of alertsOn(id, index)) if (signal !== undefined && signals.includes(signal)) return true;
  return false;
}

const alertsByTarget = (index: DesignIndex): Map<Id | undefined, Alert[]> => Map.groupBy(index.design.alerts, ({ target }) => target);
