import { ENTRY_KINDS, entryPoints } from "#lib/analysis/entry-points.ts";
import { updateComponent } from "#lib/model/edit.ts";
import type { Id } from "#lib/model/schema.ts";
import { sketch } from "#lib/model/sketch.ts";
import { defineRule, finding } from "../rule.ts";

const web = sketch().client("web").gateway("gateway").call("balancer", "gateway", { tls: true }).call("web", "balancer", { tls: true });

export const noDdosProtection = defineRule<{ readonly client: Id }>({
  id: "security/no-ddos-protection",
  title: "Public entry without DDoS protection",
  severity: "warning",
  each: "component",
  kinds: ENTRY_KINDS,
  check(component, { index }) {
    if (component.ddosProtection === true) return undefined;
    const client = entryPoints(index).get(component.id);
    return client && finding({ property: "ddosProtection", related: [client.id], data: { client: client.id } });
  },
  message: ({ element, data }, { index }) =>
    `${index.nameOf(element.id)} is the first thing that ${index.nameOf(data.client)} reaches, and nothing protects it from a flood of traffic.`,
  why: "A flood fills the line before any rate limit is asked, and then nobody gets through.",
  remedy: "Switch on the provider's DDoS protection at the outermost component, usually the CDN or load balancer.",
  sources: ["003 Output Requirements: Security Considerations"],
  needs: ["component.ddosProtection"],
  fix: {
    title: "Switch DDoS protection on",
    apply: (design, found) => updateComponent(design, found.element.id, { ddosProtection: true }),
  },
  examples: {
    bad: [{ title: "The balancer stands in the open", sketch: web.component("loadBalancer", "balancer") }],
    good: [
      { title: "The balancer is protected, and with it all behind", sketch: web.component("loadBalancer", "balancer", { ddosProtection: true }) },
      { title: "A back office inside the private network", sketch: sketch().client("office", { zone: "private" }).service("order").call("office", "order", { tls: true }) },
    ],
  },
});
