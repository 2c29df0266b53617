import { updateDesign } from "#lib/model/edit.ts";
import { sketch } from "#lib/model/sketch.ts";
import { defineRule, finding } from "../rule.ts";

type Data = { readonly calls: number; readonly byHand: boolean };

const order = sketch().service("order").service("payment");

export const noCertRotation = defineRule<Data>({
  id: "security/no-cert-rotation",
  title: "mTLS without automatic rotation",
  severity: "warning",
  each: "design",
  check(design, { index }) {
    if (design.security?.certRotation === "auto") return undefined;
    let calls = 0;
    for (const call of index.connectionsOfKind("call")) if (call.auth === "mtls") calls += 1;
    if (calls === 0 && design.mesh?.mtls === undefined) return undefined;
    return finding({ property: "security.certRotation", data: { calls, byHand: design.security?.certRotation === "manual" } });
  },
  message({ data }) {
    const users = data.calls === 0 ? "The mesh relies" : data.calls === 1 ? "A call relies" : `${data.calls} calls rely`;
    return `${users} on certificates for mutual TLS, and ${data.byHand ? "they are renewed by hand" : "nothing says that they are renewed automatically"}.`;
  },
  why: "A certificate that somebody must remember to renew expires on a weekend and stops every call that relies on it; one that lives for years is worth stealing.",
  remedy: "Let the mesh's certificate authority or ACME issue short-lived certificates and renew them automatically.",
  sources: ["000 §5 mTLS Everywhere"],
  needs: ["connection.auth", "mesh.mtls", "security.certRotation"],
  fix: {
    title: "Rotate certificates automatically",
    apply: (design) => updateDesign(design, { security: { ...design.security, certRotation: "auto" } }),
  },
  examples: {
    bad: [
      { title: "Nobody said who renews the certificates", sketch: order.call("order", "payment", { auth: "mtls", tls: true }) },
      {
        title: "The mesh's certificates are renewed by hand",
        sketch: order.call("order", "payment").set({ mesh: { product: "consul", mtls: "strict" }, security: { certRotation: "manual" } }),
      },
    ],
    good: [
      { title: "Certificates renew themselves", sketch: order.call("order", "payment", { auth: "mtls", tls: true }).set({ security: { certRotation: "auto" } }) },
      { title: "Tokens need no certificates of their own", sketch: order.call("order", "payment", { auth: "serviceJwt", tokenTtlMs: 300_000, tls: true }) },
    ],
  },
});
