import { covers } from "#lib/analysis/capacity.ts";
import { ENTRY_KINDS } from "#lib/analysis/entry-points.ts";
import { formatQuantity } from "#lib/model/quantity.ts";
import { sketch } from "#lib/model/sketch.ts";
import { defineRule, finding, undecided } from "../rule.ts";

const shop = sketch().client("web").service("order").call("web", "order");
const tested = (loadTestRps: number) => shop.set({ requirements: { nfr: { peakRps: 27.8 }, loadTestRps } });

export const loadTestInsufficient = defineRule<{ readonly peakRps?: number; readonly loadTestRps?: number }>({
  id: "scalability/load-test-insufficient",
  title: "Load test missing or below the target",
  severity: "warning",
  each: "design",
  check({ requirements }, { index, settings }) {
    const peakRps = requirements?.nfr?.peakRps;
    const loadTestRps = requirements?.loadTestRps;
    const found = () => finding({ property: "requirements.loadTestRps", data: { ...(peakRps !== undefined && { peakRps }), ...(loadTestRps !== undefined && { loadTestRps }) } });
    if (loadTestRps === undefined) return ENTRY_KINDS.some((kind) => index.ofKind(kind).length > 0) ? found() : undefined;
    if (peakRps === undefined) return undecided(["requirements.nfr.peakRps"], { property: "requirements.nfr.peakRps" });
    return covers(loadTestRps, settings["capacity.headroom"] * peakRps) ? undefined : found();
  },
  message({ data: { peakRps, loadTestRps } }, { settings }) {
    const headroom = settings["capacity.headroom"];
    const target = peakRps === undefined ? "" : `; the target is ${formatQuantity("rps", peakRps * headroom)}, ${formatQuantity("factor", headroom)} the peak`;
    return `${loadTestRps === undefined ? "Nothing says that the system was tested under load" : `The system was tested under ${formatQuantity("rps", loadTestRps)} only`}${target}.`;
  },
  why: "Every capacity in a design is an estimate until something has been driven to it; the first real test should not be the day of the sale.",
  remedy: "Plan a load test at 1.5 times the peak, and write down the rate that it reached.",
  sources: ["003 Step 5.4", "003 Ex. 1 checklist"],
  conflicts: ["CF-49"],
  needs: ["requirements.loadTestRps", "requirements.nfr.peakRps"],
  thresholds: ["capacity.headroom"],
  readiness: true,
  needsPerson: "Only a test that was run may be written down.",
  examples: {
    bad: [
      { title: "Never tested", sketch: shop.set({ requirements: { nfr: { peakRps: 27.8 } } }) },
      { title: "Tested at the peak, without anything to spare", sketch: tested(27.8) },
    ],
    good: [{ title: "Tested at one and a half times the peak", sketch: tested(41.7) }],
  },
});
