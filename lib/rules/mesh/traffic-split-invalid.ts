import type { Component } from "#lib/model/component.ts";
import { updateComponent } from "#lib/model/edit.ts";
import { COMPUTE_KINDS } from "#lib/model/kinds.ts";
import { formatQuantity } from "#lib/model/quantity.ts";
import { sketch } from "#lib/model/sketch.ts";
import { defineRule, finding, undecided } from "../rule.ts";

type Split = NonNullable<Component["trafficSplit"]>;

/** Weights are shares that people write with a few decimals. */
const TOLERANCE = 1e-6;
const rounded = (share: number): number => Number(share.toFixed(4));
const sumOf = (split: Split): number => split.reduce((sum, { weight }) => sum + (weight ?? 0), 0);

/** The same proportions that add up to one; equal shares when there are none. The largest takes what rounding leaves. */
function normalised(split: Split): Split {
  const sum = sumOf(split);
  const shares = split.map(({ weight }) => rounded(sum > 0 ? (weight ?? 0) / sum : 1 / split.length));
  const largest = shares.indexOf(Math.max(...shares));
  const others = shares.reduce((total, share, at) => (at === largest ? total : total + share), 0);
  return split.map((version, at) => ({ ...version, weight: at === largest ? rounded(1 - others) : (shares[at] ?? 0) }));
}

export const trafficSplitInvalid = defineRule<{ readonly sum: number }>({
  id: "mesh/traffic-split-invalid",
  title: "Traffic split does not add up",
  severity: "error",
  each: "component",
  kinds: COMPUTE_KINDS,
  check({ id, trafficSplit: split }) {
    if (split === undefined || split.length === 0) return undefined;
    const sum = sumOf(split);
    const isOpen = split.some(({ weight }) => weight === undefined);
    if (isOpen && sum <= 1 + TOLERANCE) return undecided([`${id}.trafficSplit.weight`], { property: "trafficSplit" });
    return Math.abs(sum - 1) > TOLERANCE ? finding({ property: "trafficSplit", data: { sum: rounded(sum) } }) : undefined;
  },
  message: ({ element, data }, { index }) => `The versions of ${index.nameOf(element.id)} get ${formatQuantity("ratio", data.sum)} of the traffic together instead of 100%.`,
  why: "A router with such weights rejects the rule or divides the traffic as it likes, and nobody knows how many users see the new version.",
  remedy: "Give the versions weights that add up to 100%.",
  sources: ["000 §5 Traffic Splitting"],
  needs: ["component.trafficSplit.weight"],
  fix: {
    title: "Scale the weights to 100%",
    apply(design, found, { index }) {
      const split = index.component(found.element.id)?.trafficSplit;
      return split && split.length > 0 ? updateComponent(design, found.element.id, { trafficSplit: normalised(split) }) : design;
    },
  },
  examples: {
    bad: [
      {
        title: "105%",
        sketch: sketch().service("order", {
          trafficSplit: [
            { version: "v1", weight: 1 },
            { version: "v2", weight: 0.05, canary: true },
          ],
        }),
      },
      {
        title: "90%",
        sketch: sketch().service("order", {
          trafficSplit: [
            { version: "v1", weight: 0.6 },
            { version: "v2", weight: 0.3 },
          ],
        }),
      },
    ],
    good: [
      {
        title: "95% and 5%",
        sketch: sketch().service("order", {
          trafficSplit: [
            { version: "v1", weight: 0.95 },
            { version: "v2", weight: 0.05, canary: true },
          ],
        }),
      },
      { title: "One version has no split", sketch: sketch().service("order") },
    ],
  },
});
