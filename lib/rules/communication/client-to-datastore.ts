import type { DesignIndex } from "#lib/analysis/design-index.ts";
import { byId } from "#lib/analysis/ownership.ts";
import { connectionKindsBetween, isLegal } from "#lib/catalog/connections.ts";
import type { Component } from "#lib/model/component.ts";
import type { Connection } from "#lib/model/connection.ts";
import type { Design } from "#lib/model/design.ts";
import { addMember, connectionId, freshId, patched, removeElements } from "#lib/model/edit.ts";
import { isCompute, isMessaging, isStore } from "#lib/model/kinds.ts";
import type { Id } from "#lib/model/schema.ts";
import { sketch } from "#lib/model/sketch.ts";
import { asKind } from "../change-kind.ts";
import { addNear, nameFor } from "../insert.ts";
import { defineRule, finding, type Report } from "../rule.ts";

type Data = { readonly client: Id; readonly store: Id };

/** Whether only services should talk to it. */
const isBackstage = (component: Component | undefined): boolean => isStore(component) || isMessaging(component);

/** The service that already stands in front of a store: its owner, or the only one that uses it; of a topic or queue the only publisher. */
function keeperOf(store: Component, index: DesignIndex): Component | undefined {
  const owner = index.component(store.owner);
  if (owner && isCompute(owner)) return owner;
  const users = new Set<Component>();
  for (const connection of index.incoming(store.id)) {
    const user = index.source(connection);
    if (user && isCompute(user)) users.add(user);
  }
  const [only, another] = byId(users);
  return another ? undefined : only;
}

/** A new service where the store stands. */
function newKeeper(design: Design, { id: storeId, name, contexts, team, zone, region }: Component): Component {
  const label = nameFor(name || storeId, "service");
  return patched<Component>({ id: freshId(design, label), kind: "service", name: label }, { contexts, team, zone, region });
}

/** The connection between a service and the store that takes the place of the client's; of a kind that makes sense there. */
function inside(connection: Connection, keeper: Component, store: Component, heard: boolean): Connection {
  if (heard) return asKind(connection, "subscribe", store.id, keeper.id);
  const kind = isLegal(connection.kind, keeper.kind, store.kind) ? connection.kind : connectionKindsBetween(keeper.kind, store.kind)[0];
  return asKind(connection, kind, keeper.id, store.id);
}

const shop = sketch().client("web", { platform: "browser" });
const order = shop.service("order").database("orders", { owner: "order" }).data("order", "orders", { mode: "rw" });

export const clientToDatastore = defineRule<Data>({
  id: "communication/client-to-datastore",
  title: "Client talks to a store or broker directly",
  severity: "error",
  each: "component",
  kinds: ["client"],
  check(client, { index }) {
    let reports: Report<Data>[] | undefined;
    const report = (id: Id, store: Id) => {
      (reports ??= []).push(finding({ target: id, element: { type: "connection", id }, related: [client.id, store], data: { client: client.id, store } }));
    };
    for (const connection of index.outgoing(client.id)) if (isBackstage(index.target(connection))) report(connection.id, connection.to);
    for (const connection of index.incoming(client.id)) if (isBackstage(index.source(connection))) report(connection.id, connection.from);
    return reports;
  },
  message: ({ data }, { index }) => `${index.nameOf(data.client)} talks to ${index.nameOf(data.store)} directly, with no service between.`,
  why: "Whoever holds the client holds the key to everything in there: nothing checks who asks for what, and the way the data is stored can never change again.",
  remedy: "Put a service between, behind the gateway: it authenticates, validates and offers operations instead of tables or topics.",
  sources: ["004 §4.1 API Gateway Pattern", "003 zero-trust"],
  needs: ["connection.from", "connection.to", "component.kind"],
  fix: {
    title: "Put a service between (the owner of the data where there is one)",
    apply(design, found, { index }) {
      const connection = index.connections.get(found.element.id);
      if (!connection) return design;
      const outwards = isBackstage(index.target(connection));
      const [clientId, store] = outwards ? [connection.from, index.target(connection)] : [connection.to, index.source(connection)];
      if (!store) return design;
      const heard = !outwards && connection.kind === "subscribe" && isMessaging(store);
      const known = heard ? undefined : keeperOf(store, index);
      const keeper = known ?? newKeeper(design, store);
      let next = known ? design : addNear(design, keeper, [clientId, store.id]);
      const asked = next.connections.find((other) => other.kind === "call" && other.from === clientId && other.to === keeper.id);
      const { tls } = connection;
      const call =
        asked ??
        patched<Connection>(
          { id: connectionId(next, clientId, keeper.id), kind: "call", from: clientId, to: keeper.id },
          { tls, ...(heard && { protocol: "sse", interaction: "serverPush" }) },
        );
      if (!asked) next = addMember(next, "connections", call);
      const moved = inside(connection, keeper, store, heard);
      const twin = next.connections.find((other) => other !== connection && other.kind === moved.kind && other.from === moved.from && other.to === moved.to);
      const behind = (twin ?? moved).id;
      const hops = heard ? [behind, call.id] : [call.id, behind];
      const flows = next.flows.map((flow) =>
        patched(flow, { connections: flow.connections?.includes(connection.id) ? flow.connections.flatMap((id) => (id === connection.id ? hops : [id])) : flow.connections }),
      );
      if (twin) return removeElements({ ...next, flows }, [connection.id]);
      return { ...next, flows, connections: next.connections.map((other) => (other === connection ? moved : other)) };
    },
  },
  examples: {
    bad: [
      { title: "The browser reads the database", sketch: order.data("web", "orders", { mode: "r" }) },
      { title: "The browser publishes events", sketch: shop.topic("clicks").publish("web", "clicks") },
      { title: "The browser listens to a queue", sketch: shop.queue("news").subscribe("news", "web") },
    ],
    good: [
      { title: "The order service stands between", sketch: order.call("web", "order", { protocol: "rest" }) },
      { title: "A service takes the clicks and publishes them", sketch: shop.service("clickstream").topic("clicks").call("web", "clickstream").publish("clickstream", "clicks") },
    ],
  },
});
