import { updateConnection } from "#lib/model/edit.ts";
import { sketch } from "#lib/model/sketch.ts";
import { endsOf } from "../ends.ts";
import { perCallBalancing, unevenInstances } from "../grpc-balancing.ts";
import { defineRule, finding } from "../rule.ts";

const order = sketch()
  .service("order")
  .service("stock", { instances: { min: 2, max: 6 } });

export const grpcConnectionBalancing = defineRule<{ readonly instances: number }>({
  id: "api/grpc-connection-balancing",
  title: "gRPC balanced per connection only",
  severity: "warning",
  each: "connection",
  kinds: ["call"],
  check(connection, { index }) {
    const instances = unevenInstances(connection, index);
    return instances === undefined ? undefined : finding({ property: "loadBalancing", data: { instances } });
  },
  message: ({ element, data }, { index }) => {
    const { from, to } = endsOf(index, element);
    return `${from} keeps one gRPC connection to ${to} open and sends every call to the same one of ${data.instances} instances.`;
  },
  why: "HTTP/2 carries all calls over one connection, so a balancer that only sees connections picks an instance once; the others idle, and new ones stay empty.",
  remedy: "Balance per call: in the client, in a proxy that reads HTTP/2, or in the mesh.",
  sources: ["004 §2.3 (HTTP/2, load balancing)", "004 §4.3"],
  needs: ["connection.protocol", "connection.loadBalancing", "component.instances.max"],
  partOfBareConnection: true,
  fix: {
    title: "Balance per call",
    apply: (design, found, { index }) => {
      const connection = index.connections.get(found.element.id);
      return connection ? updateConnection(design, connection.id, { loadBalancing: perCallBalancing(connection, index) }) : design;
    },
  },
  examples: {
    bad: [
      { title: "One of six instances does the work", sketch: order.call("order", "stock", { protocol: "grpc" }) },
      { title: "A balancer that sees connections only", sketch: order.call("order", "stock", { protocol: "grpc", loadBalancing: "l4" }) },
    ],
    good: [
      { title: "The client spreads its calls", sketch: order.call("order", "stock", { protocol: "grpc", loadBalancing: "client" }) },
      { title: "The mesh does", sketch: order.call("order", "stock", { protocol: "grpc" }).set({ mesh: { product: "linkerd" } }) },
    ],
  },
});
