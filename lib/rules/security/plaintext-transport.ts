import { isSecuredByMesh } from "#lib/analysis/mesh-transport.ts";
import { updateConnection } from "#lib/model/edit.ts";
import { sketch } from "#lib/model/sketch.ts";
import { defineRule, finding } from "../rule.ts";

const order = sketch().client("web").service("order").service("payment").database("orders");

export const plaintextTransport = defineRule({
  id: "security/plaintext-transport",
  title: "Unencrypted transport",
  severity: "error",
  each: "connection",
  kinds: ["call", "data", "cacheAccess", "publish", "subscribe", "replicate"],
  check(connection, { index }) {
    if (connection.tls === true) return undefined;
    // Mutual TLS is TLS, unless the design says otherwise in so many words.
    if (connection.auth === "mtls" && connection.tls === undefined) return undefined;
    return isSecuredByMesh(connection, index) ? undefined : finding({ property: "tls" });
  },
  message({ element }, { index }) {
    const connection = index.connections.get(element.id);
    return `Nothing encrypts what passes from ${index.nameOf(connection?.from)} to ${index.nameOf(connection?.to)}.`;
  },
  why: "Whoever can listen on the wire reads and changes what is sent: tokens, personal data, money; internal networks are no exception.",
  remedy: "Switch TLS on for the connection, or put both services into a mesh with strict mTLS.",
  sources: ["003 Output Requirements: Security Considerations", "000 §0 (fallacies of distributed computing)", "004 Key Principles"],
  conflicts: ["CF-47"],
  needs: ["connection.tls", "mesh.mtls"],
  partOfBareConnection: true,
  fix: {
    title: "Switch TLS on",
    apply: (design, found) => updateConnection(design, found.element.id, { tls: true }),
  },
  examples: {
    bad: [
      { title: "Orders in the clear, to the service and to its database", sketch: order.call("web", "order").data("order", "orders") },
      {
        title: "A mesh does not reach the database",
        sketch: order
          .call("order", "payment")
          .data("order", "orders")
          .set({ mesh: { product: "linkerd", mtls: "strict" } }),
      },
    ],
    good: [
      { title: "TLS all the way", sketch: order.call("web", "order", { tls: true }).data("order", "orders", { tls: true }) },
      { title: "The mesh encrypts between services", sketch: order.call("order", "payment").set({ mesh: { product: "linkerd", mtls: "strict" } }) },
      { title: "A shared library runs in the same process", sketch: order.component("sharedLib", "money").connect("uses", "order", "money") },
    ],
  },
});
