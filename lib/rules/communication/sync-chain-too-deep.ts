import { DesignIndex } from "#lib/analysis/design-index.ts";
import { chainLength, longestChain } from "#lib/analysis/sync-calls.ts";
import { COMPUTE_KINDS } from "#lib/model/kinds.ts";
import type { Id } from "#lib/model/schema.ts";
import { sketch } from "#lib/model/sketch.ts";
import { defineRule, finding } from "../rule.ts";
import { walk } from "#lib/model/sentence.ts";
import { throughQueue } from "../through-queue.ts";

const shop = sketch().client("web").service("shop").service("order").service("stock").service("supplier").call("web", "shop").call("shop", "order").call("order", "stock");

export const syncChainTooDeep = defineRule<{ readonly hops: number; readonly chain: readonly Id[] }>({
  id: "communication/sync-chain-too-deep",
  title: "Long chain of synchronous calls",
  severity: "warning",
  each: "component",
  kinds: COMPUTE_KINDS,
  check(component, { index, settings }) {
    const hops = chainLength(index, component.id);
    if (hops <= settings["communication.maxSyncHops"]) return undefined;
    const calls = longestChain(index, component.id);
    return finding({ related: calls.map((call) => call.id), data: { hops, chain: [component.id, ...calls.map((call) => call.to)] } });
  },
  message: ({ data }, { index, settings }) =>
    `A request waits along ${data.hops} calls in a row, more than ${settings["communication.maxSyncHops"]}: ${walk(data.chain.map((id) => index.nameOf(id)))}.`,
  why: "Every hop adds its latency and its outages to all hops before it, so the far end of the chain decides how fast and how often the front answers.",
  remedy: "Let the last hop happen later over a queue or an event, or keep a copy of the data that it fetches where it is needed.",
  sources: ["002 Service boundary rules (latency chains)", "001 Anti-Patterns"],
  needs: ["connection.from", "connection.to", "connection.background", "connection.needsResponse"],
  thresholds: ["communication.maxSyncHops"],
  fix: {
    title: "Put a queue in front of the hops that are too many",
    apply(design, found, { settings }) {
      const kept = Math.floor(settings["communication.maxSyncHops"]);
      let next = design;
      for (let index = new DesignIndex(next); chainLength(index, found.element.id) > kept; index = new DesignIndex(next)) {
        const call = longestChain(index, found.element.id)[kept];
        if (!call) break;
        next = throughQueue(next, call, index);
      }
      return next;
    },
  },
  examples: {
    bad: [{ title: "The web shop waits for the supplier's system, three hops away", sketch: shop.call("stock", "supplier") }],
    good: [
      { title: "Two hops", sketch: shop },
      { title: "The supplier is asked in the background", sketch: shop.call("stock", "supplier", { background: true }) },
      { title: "The supplier hears of it by an event", sketch: shop.topic("stock-low").publish("stock", "stock-low").subscribe("stock-low", "supplier") },
    ],
  },
});
