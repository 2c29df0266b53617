import { inMesh } from "#lib/analysis/mesh.ts";
import { isServiceCall } from "#lib/analysis/mesh-transport.ts";
import { updateConnection } from "#lib/model/edit.ts";
import { sketch } from "#lib/model/sketch.ts";
import { discoveryIn } from "../resilient-call.ts";
import { defineRule, finding } from "../rule.ts";

const order = sketch()
  .service("order")
  .service("stock", { instances: { min: 2, max: 6 } });

export const noServiceDiscovery = defineRule<{ readonly instances: number; readonly fixed: boolean }>({
  id: "communication/no-service-discovery",
  title: "Fixed address for a scaled service",
  severity: "warning",
  each: "connection",
  kinds: ["call"],
  check(call, { index }) {
    if (call.discovery !== undefined && call.discovery !== "static") return undefined;
    const instances = index.target(call)?.instances?.max ?? 1;
    if (instances <= 1 || !isServiceCall(call, index) || inMesh(index, call)) return undefined;
    return finding({ property: "discovery", data: { instances, fixed: call.discovery === "static" } });
  },
  message({ element, data }, { index }) {
    const call = index.connections.get(element.id);
    const to = index.nameOf(call?.to);
    return `${to} scales to ${data.instances} instances, but ${index.nameOf(call?.from)} ${data.fixed ? "calls it at a fixed address" : "does not say how it finds them"}.`;
  },
  why: "Instances come and go; a caller with a fixed address keeps calling one that is gone, and never uses the new ones.",
  remedy: "Find the instances by a registry, by DNS or behind a load balancer, or put both services into a mesh.",
  sources: ["004 §4.3", "001 Expertise", "000 §5"],
  needs: ["connection.discovery", "component.instances.max", "design.mesh"],
  partOfBareConnection: true,
  fix: {
    title: "Find the instances by DNS (by the registry where there is one)",
    apply: (design, found, { index }) => updateConnection(design, found.element.id, { discovery: discoveryIn(index) }),
  },
  examples: {
    bad: [
      { title: "Up to six instances, and no word on how to find them", sketch: order.call("order", "stock") },
      { title: "An address in the configuration", sketch: order.call("order", "stock", { discovery: "static" }) },
    ],
    good: [
      { title: "Found by DNS", sketch: order.call("order", "stock", { discovery: "dns" }) },
      { title: "The mesh knows the instances", sketch: order.call("order", "stock").set({ mesh: { product: "linkerd", mtls: "strict" } }) },
      { title: "One instance has one address", sketch: sketch().service("order").service("report").call("order", "report", { discovery: "static" }) },
    ],
  },
});
