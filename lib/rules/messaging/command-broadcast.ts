import { groupOf } from "#lib/analysis/channels.ts";
import type { Connection } from "#lib/model/connection.ts";
import { sketch } from "#lib/model/sketch.ts";
import { defineRule, finding } from "../rule.ts";
import { counted } from "#lib/model/sentence.ts";

/** The consumer groups of a topic. */
function groupsOf(outgoing: readonly Connection[]): ReadonlySet<string> {
  const groups = new Set<string>();
  for (const connection of outgoing) if (connection.kind === "subscribe") groups.add(groupOf(connection));
  return groups;
}

const command = { name: "ReserveStock", type: "command" as const, version: 1, fields: [{ name: "order_id" }] };
const stock = sketch().service("stock").service("audit");

export const commandBroadcast = defineRule<{ readonly commands: readonly string[]; readonly groups: number }>({
  id: "messaging/command-broadcast",
  title: "Command sent to several consumers",
  severity: "warning",
  each: "component",
  kinds: ["topic"],
  check(topic, { index }) {
    if (!topic.events?.some(({ type }) => type === "command")) return undefined;
    const groups = groupsOf(index.outgoing(topic.id)).size;
    if (groups < 2) return undefined;
    const commands = topic.events.flatMap(({ name, type }) => (type === "command" ? [name || "an unnamed command"] : []));
    const readers = index.outgoing(topic.id).flatMap(({ kind, to }) => (kind === "subscribe" ? [to] : []));
    return finding({ property: "events", related: [...new Set(readers)], data: { commands, groups } });
  },
  message({ element, data }, { index }) {
    const [first = "", ...others] = data.commands;
    const name = others.length === 0 ? first : `${first} (and ${counted(others.length, "other command")})`;
    return `${index.nameOf(element.id)} delivers the command ${name} to ${counted(data.groups, "consumer group")}: each of them acts on it.`;
  },
  why: "A command has one receiver who answers for it; sent to several, it is carried out several times, or each leaves it to the others.",
  remedy: "Send commands through a queue to the one service that acts on them, or publish the fact that others react to.",
  sources: ["000 §3 Event Types", "000 §3 Messaging Patterns"],
  needs: ["event.type", "connection.group"],
  needsPerson: "Who is meant to act, and who only wants to know, is a question about the business.",
  examples: {
    bad: [
      {
        title: "Two services are told to reserve",
        sketch: stock
          .topic("stock-commands", { events: [command] })
          .subscribe("stock-commands", "stock", { group: "stock" })
          .subscribe("stock-commands", "audit", { group: "audit" }),
      },
    ],
    good: [
      { title: "One service acts", sketch: stock.queue("stock-commands", { events: [command] }).subscribe("stock-commands", "stock", { group: "stock" }) },
      {
        title: "Two services are told what has happened",
        sketch: stock
          .topic("stock-events", { events: [{ ...command, name: "StockReserved", type: "domain" }] })
          .subscribe("stock-events", "stock", { group: "stock" })
          .subscribe("stock-events", "audit", { group: "audit" }),
      },
    ],
  },
});
