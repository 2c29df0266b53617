import { hasAlert } from "#lib/analysis/alerts.ts";
import { arrivalAt } from "#lib/analysis/channels.ts";
import type { DesignIndex } from "#lib/analysis/design-index.ts";
import { formatQuantity } from "#lib/model/quantity.ts";
import type { Id } from "#lib/model/schema.ts";
import { sketch } from "#lib/model/sketch.ts";
import { defineRule, finding, undecided } from "../rule.ts";
import { addAlert } from "./add-alert.ts";

/** Whether somebody watches the input: on the topic, or where one of its publishers sends. */
function isWatched(id: Id, index: DesignIndex): boolean {
  if (hasAlert(id, index, "throughputLow")) return true;
  for (const connection of index.incoming(id)) if (connection.kind === "publish" && hasAlert(connection.from, index, "throughputLow")) return true;
  return false;
}

const clicks = (rps: number) => sketch().service("ingest").topic("clicks").publish("ingest", "clicks", { rps });

export const noThroughputFloor = defineRule<{ readonly rps: number }>({
  id: "observability/no-throughput-floor",
  title: "A drop of the input goes unnoticed",
  severity: "info",
  each: "component",
  kinds: ["topic"],
  check({ id }, { design, index, settings }) {
    const least = settings["alerts.throughputMinRps"];
    const { rps, missing } = arrivalAt(id, index);
    if (rps < least) {
      // A system with less load than that has no topic with more.
      if (missing.length === 0 || (design.requirements?.nfr?.peakRps ?? 0) < least || isWatched(id, index)) return undefined;
      return undecided(missing);
    }
    return isWatched(id, index) ? undefined : finding({ data: { rps } });
  },
  message: ({ element, data }, { index, settings }) =>
    `${formatQuantity("rps", data.rps)} are expected in ${index.nameOf(element.id)}, and nobody is told when far fewer arrive; below ${formatQuantity("rps", data.rps * settings["alerts.throughputFloor"])} something is wrong.`,
  why: "When a sender stops sending there is no error anywhere: every dashboard is green, and the data of those hours is missing for ever.",
  remedy: "Alert when less than 80% of the expected rate arrives.",
  sources: ["003 Ex. 2 Monitoring & Alerts (events/s < 800,000 of 1,000,000)"],
  needs: ["connection.rps", "alert.signal", "alert.target"],
  thresholds: ["alerts.throughputMinRps", "alerts.throughputFloor"],
  readiness: true,
  fix: {
    title: `Alert below ${formatQuantity("ratio", 0.8)} of the expected rate`,
    apply: (design, found, { index, settings }) => addAlert(design, found.element.id, "throughputLow", arrivalAt(found.element.id, index).rps * settings["alerts.throughputFloor"]),
  },
  examples: {
    bad: [{ title: "A million clicks a second, and nobody notices when they stop", sketch: clicks(1_000_000) }],
    good: [
      {
        title: "An alert below 800,000",
        sketch: clicks(1_000_000).alert("few-clicks", { target: "clicks", signal: "throughputLow", threshold: 800_000, action: "Check the gateway" }),
      },
      { title: "Too few to tell a drop from a quiet hour", sketch: clicks(20) },
    ],
  },
});
