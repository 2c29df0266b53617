import { COMPONENT_KINDS } from "#lib/model/component.ts";
import { updateComponent } from "#lib/model/edit.ts";
import { sketch } from "#lib/model/sketch.ts";
import { defineRule, finding } from "../rule.ts";

const order = sketch().database("orders").data("order", "orders", { tls: true });

export const inlineSecret = defineRule<{ readonly names: readonly string[]; readonly count: number }>({
  id: "security/inline-secret",
  title: "Secret written into the configuration",
  severity: "error",
  each: "component",
  kinds: COMPONENT_KINDS,
  check({ secrets }) {
    const inline = secrets?.some((secret) => secret.source === "inline") ? secrets.filter((secret) => secret.source === "inline") : undefined;
    return inline && finding({ property: "secrets", data: { names: inline.flatMap((secret) => secret.name || []), count: inline.length } });
  },
  message({ element, data }, { index }) {
    const names = data.names.length > 0 ? `: ${data.names.join(", ")}` : "";
    return `${index.nameOf(element.id)} has ${data.count === 1 ? "a secret" : `${data.count} secrets`} written into its configuration${names}.`;
  },
  why: "A secret in a file is copied with every clone, log and backup of it, and cannot be changed without a release.",
  remedy: "Keep the secret in a secret store and refer to it by name; an environment variable that is filled from there will do.",
  sources: ["002 Workflow 7", "004 §9"],
  conflicts: ["CF-46"],
  needs: ["component.secrets"],
  fix: {
    title: "Take the secrets from the secret store",
    apply(design, found, { index }) {
      const secrets = index.component(found.element.id)?.secrets;
      return updateComponent(design, found.element.id, { secrets: secrets?.map((secret) => (secret.source === "inline" ? { ...secret, source: "secretStore" } : secret)) });
    },
  },
  examples: {
    bad: [{ title: "The database password in the configuration file", sketch: order.service("order", { secrets: [{ name: "DB_PASSWORD", source: "inline" }] }) }],
    good: [
      { title: "The password comes from the secret store", sketch: order.service("order", { secrets: [{ name: "DB_PASSWORD", source: "secretStore" }] }) },
      { title: "Injected as an environment variable", sketch: order.service("order", { secrets: [{ name: "DB_PASSWORD", source: "env" }] }) },
    ],
  },
});
