import { isChannel } from "#lib/analysis/channels.ts";
import { updateConnection } from "#lib/model/edit.ts";
import { sketch } from "#lib/model/sketch.ts";
import { endsOf } from "../ends.ts";
import { defineRule, finding, undecided } from "../rule.ts";

const orders = sketch().service("order").topic("order-events", { ordering: "perKey", entityKey: "orderId" });

export const orderingKey = defineRule<{ readonly key?: string; readonly entityKey?: string }>({
  id: "messaging/ordering-key",
  title: "Ordering promised but key missing or wrong",
  severity: "warning",
  each: "connection",
  kinds: ["publish"],
  check(publication, { index }) {
    const channel = index.target(publication);
    if (channel?.ordering !== "perKey" || !isChannel(channel)) return undefined;
    const key = publication.key?.trim();
    const entityKey = channel.entityKey?.trim();
    if (key && !entityKey) return undecided([`${channel.id}.entityKey`], { property: "key", related: [channel.id] });
    if (key && key === entityKey) return undefined;
    return finding({ property: "key", related: [channel.id], fixable: !!entityKey, data: { ...(key ? { key } : {}), ...(entityKey ? { entityKey } : {}) } });
  },
  message({ element, data }, { index }) {
    const { from, to } = endsOf(index, element);
    const promise = data.entityKey === undefined ? "the order of events per key" : `the order of events per ${data.entityKey}`;
    return data.key === undefined
      ? `${to} promises ${promise}, but ${from} publishes without a key.`
      : `${to} promises ${promise}, but ${from} publishes with the key ${data.key}.`;
  },
  why: "Only messages with the same key stay on one partition and in order; with another key, or none, “cancelled” can overtake “placed”.",
  remedy: "Publish with the id of the entity whose events must stay in order, the same in all producers.",
  sources: ["000 §3 Partitioning Strategy"],
  conflicts: ["CF-29"],
  needs: ["component.ordering", "component.entityKey", "connection.key"],
  fix: {
    title: "Use the entity's id as key",
    apply(design, found, { index }) {
      const publication = index.connections.get(found.element.id);
      const key = publication && index.target(publication)?.entityKey?.trim();
      return key ? updateConnection(design, found.element.id, { key }) : design;
    },
  },
  examples: {
    bad: [
      { title: "No key at all", sketch: orders.publish("order", "order-events") },
      { title: "Another entity's id", sketch: orders.publish("order", "order-events", { key: "customerId" }) },
    ],
    good: [
      { title: "The order's id", sketch: orders.publish("order", "order-events", { key: "orderId" }) },
      { title: "No order is promised", sketch: sketch().service("order").topic("page-views", { ordering: "none" }).publish("order", "page-views") },
    ],
  },
});
