import { blastRadius, type FlowEffect } from "#lib/analysis/blast-radius.ts";
import { criticalFlows } from "#lib/analysis/critical-flows.ts";
import type { DesignIndex } from "#lib/analysis/design-index.ts";
import { COMPONENT_KINDS, type Component, type ComponentKind } from "#lib/model/component.ts";
import { updateComponent } from "#lib/model/edit.ts";
import type { Flow } from "#lib/model/flow.ts";
import { type Id, LINE_LIMIT } from "#lib/model/schema.ts";
import { sketch } from "#lib/model/sketch.ts";
import { defineRule, finding } from "../rule.ts";
import { counted, listed } from "#lib/model/sentence.ts";

/** Clients fail on their own; libraries and telemetry are not asked while a request waits. */
const NOT_ASKED: ReadonlySet<ComponentKind> = new Set(["client", "sharedLib", "telemetry"]);

const flowsThrough = (component: Id, index: DesignIndex): readonly Flow[] => index.once(criticalFlows).get(component) ?? [];
const nameOf = (flow: Flow): string => `"${flow.name?.trim() || flow.id}"`;

const hasMitigation = ({ id, instances, managed }: Component, index: DesignIndex): boolean =>
  (instances?.min ?? 1) > 1 || managed === true || index.incoming(id).some(({ fallback }) => fallback !== undefined && fallback.trim() !== "");

/** What the design already says about the loss of a component; nothing when it says nothing. */
function declaredMitigation(component: Component, index: DesignIndex): string | undefined {
  const instances = component.instances?.min ?? 1;
  const said: string[] = [];
  if (instances > 1) said.push(`${counted(instances, "instance")} run at least, the others take over`);
  else if (component.managed) said.push("the provider runs it redundantly");
  for (const connection of index.incoming(component.id)) {
    const fallback = connection.fallback?.trim();
    if (fallback) said.push(`${index.nameOf(connection.from)} falls back to: ${fallback}`);
  }
  if (said.length === 0) return undefined;
  const text = said.toSorted().join("; ");
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}`.slice(0, LINE_LIMIT);
}

const OUTCOMES: Readonly<Record<FlowEffect["effect"], readonly [one: string, several: string]>> = {
  fails: ["fails", "fail"],
  degrades: ["goes on without it", "go on without it"],
  delayed: ["is delayed", "are delayed"],
  unaffected: ["goes on", "go on"],
};

/** What becomes of the critical flows through a component. */
function effectOn(component: Component, index: DesignIndex): string {
  const flows = blastRadius(index, component.id).flows.filter(({ flow }) => flow.criticality === "critical" && flowsThrough(component.id, index).includes(flow));
  return [...Map.groupBy(flows, ({ effect }) => effect)]
    .map(([effect, effects]) => `${listed(effects.map(({ flow }) => nameOf(flow)))} ${OUTCOMES[effect][effects.length === 1 ? 0 : 1]}`)
    .join("; ")
    .slice(0, LINE_LIMIT);
}

const shop = sketch()
  .client("web")
  .service("order", { failureModes: [{ mode: "Instance lost", effect: "Requests in flight fail", mitigation: "Two more instances" }] });
const checkout = ["web-order", "order-payment"];

export const failureModeMissing = defineRule({
  id: "process/failure-mode-missing",
  title: '"What if this is down?" not answered',
  severity: "warning",
  each: "component",
  kinds: COMPONENT_KINDS.filter((kind) => !NOT_ASKED.has(kind)),
  check(component, { index }) {
    const critical = index.once(criticalFlows);
    if (critical.size === 0 || component.failureModes?.some(({ effect, mitigation }) => effect?.trim() && mitigation?.trim())) return undefined;
    if (!critical.has(component.id)) return undefined;
    return finding({ property: "failureModes", fixable: hasMitigation(component, index) });
  },
  message: ({ element }, { index }) => {
    const flows = flowsThrough(element.id, index);
    return `Nobody has written down what happens to ${listed(flows.map(nameOf))} when ${index.nameOf(element.id)} is down.`;
  },
  why: "The question is asked in any case: at the desk, or at three in the morning by somebody who did not draw this.",
  remedy: "Name a way in which it fails, what the users see then, and what the design does about it.",
  sources: ['000 §1 ("what if this service is down")', "003 Step 5.1", "003 Quality Criteria 4"],
  needs: ["component.failureModes", "flow.criticality"],
  readiness: true,
  fix: {
    title: "Write it down from what the design says",
    apply(design, found, { index }) {
      const component = index.component(found.element.id);
      const mitigation = component && declaredMitigation(component, index);
      if (!mitigation) return design;
      return updateComponent(design, component.id, {
        failureModes: [...(component.failureModes ?? []), { mode: "Does not answer", effect: effectOn(component, index), mitigation }],
      });
    },
  },
  examples: {
    bad: [
      {
        title: "What does the shop do without the payment service?",
        sketch: shop
          .service("payment", { instances: { min: 2, max: 4 } })
          .call("web", "order")
          .call("order", "payment")
          .flow("checkout", checkout, { criticality: "critical" }),
      },
      {
        title: "The provider's outage is known, the answer is not",
        sketch: shop
          .external("payment", { failureModes: [{ mode: "Provider down" }] })
          .call("web", "order")
          .call("order", "payment", { fallback: "accept the order, charge later" })
          .flow("checkout", checkout, { criticality: "critical" }),
      },
    ],
    good: [
      {
        title: "Effect and mitigation are written down",
        sketch: shop
          .external("payment", { failureModes: [{ mode: "Provider down", effect: "Orders wait for their charge", mitigation: "Charged from a queue when it is back" }] })
          .call("web", "order")
          .call("order", "payment")
          .flow("checkout", checkout, { criticality: "critical" }),
      },
      {
        title: "Nothing critical passes here",
        sketch: shop.service("payment").call("web", "order").call("order", "payment").flow("checkout", checkout, { criticality: "normal" }),
      },
    ],
  },
});
