import type { Component } from "#lib/model/component.ts";
import { updateComponent } from "#lib/model/edit.ts";
import { COMPUTE_KINDS } from "#lib/model/kinds.ts";
import { formatQuantity } from "#lib/model/quantity.ts";
import { sketch } from "#lib/model/sketch.ts";
import { defineRule, finding, undecided } from "../rule.ts";

type Split = NonNullable<Component["trafficSplit"]>;

/** Canaries cut to the limit; what they give up goes to the other versions in proportion. */
function cut(split: Split, limit: number): Split {
  const freed = split.reduce((sum, { canary, weight }) => sum + (canary === true ? Math.max(0, (weight ?? 0) - limit) : 0), 0);
  const others = split.filter(({ canary }) => canary !== true);
  const kept = others.reduce((sum, { weight }) => sum + (weight ?? 0), 0);
  return split.map((version) => {
    const { canary, weight = 0 } = version;
    if (canary === true) return weight > limit ? { ...version, weight: limit } : version;
    const share = kept > 0 ? weight / kept : 1 / others.length;
    return { ...version, weight: Math.min(1, Number((weight + freed * share).toFixed(6))) };
  });
}

export const canaryTooLarge = defineRule<{ readonly version?: string; readonly weight: number }>({
  id: "mesh/canary-too-large",
  title: "First canary step too large",
  severity: "info",
  each: "component",
  kinds: COMPUTE_KINDS,
  check({ id, trafficSplit: split }, { settings }) {
    if (!split?.some(({ canary }) => canary === true)) return undefined;
    const canaries = split.filter(({ canary }) => canary === true);
    const largest = canaries.reduce((found, canary) => ((canary.weight ?? 0) > (found.weight ?? 0) ? canary : found));
    const { version, weight } = largest;
    if (weight !== undefined && weight > settings["mesh.canary"]) {
      return finding({ property: "trafficSplit", fixable: canaries.length < split.length, data: version ? { version, weight } : { weight } });
    }
    return canaries.some((canary) => canary.weight === undefined) ? undecided([`${id}.trafficSplit.weight`], { property: "trafficSplit" }) : undefined;
  },
  message: ({ element, data }, { index, settings }) =>
    `The canary ${data.version ? `${data.version} ` : ""}of ${index.nameOf(element.id)} starts with ${formatQuantity("ratio", data.weight)} of the traffic, more than ${formatQuantity("ratio", Math.min(1, settings["mesh.canary"]))}.`,
  why: "The first step is the one in which the fault is found, and its share is the share of users who find it.",
  remedy: "Start with 5% for the new version and 95% for the old one, and raise the share while the error rate stays where it was.",
  sources: ["000 §5 Traffic Splitting"],
  needs: ["component.trafficSplit.weight", "component.trafficSplit.canary"],
  thresholds: ["mesh.canary"],
  fix: {
    title: "Start with 5%",
    apply(design, found, { index, settings }) {
      const split = index.component(found.element.id)?.trafficSplit;
      return split ? updateComponent(design, found.element.id, { trafficSplit: cut(split, settings["mesh.canary"]) }) : design;
    },
  },
  examples: {
    bad: [
      {
        title: "A fifth of the users tries it first",
        sketch: sketch().service("order", {
          trafficSplit: [
            { version: "v1", weight: 0.8 },
            { version: "v2", weight: 0.2, canary: true },
          ],
        }),
      },
    ],
    good: [
      {
        title: "One in twenty",
        sketch: sketch().service("order", {
          trafficSplit: [
            { version: "v1", weight: 0.95 },
            { version: "v2", weight: 0.05, canary: true },
          ],
        }),
      },
      {
        title: "Two versions side by side, no canary",
        sketch: sketch().service("order", {
          trafficSplit: [
            { version: "v1", weight: 0.5 },
            { version: "v2", weight: 0.5 },
          ],
        }),
      },
    ],
  },
});
