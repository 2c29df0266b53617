import { COMPONENT_KINDS } from "#lib/model/component.ts";
import { updateComponent } from "#lib/model/edit.ts";
import { sketch } from "#lib/model/sketch.ts";
import { defineRule, finding } from "../rule.ts";

const partner = sketch().client("partner").call("partner", "gateway", { auth: "apiKey", tls: true });

const isHashed = (storage: string | undefined): boolean => storage !== undefined && storage !== "plain";

export const apiKeyStorage = defineRule<{ readonly hashed: boolean; readonly prefix: boolean }>({
  id: "security/api-key-storage",
  title: "API key not stored as a hash with prefix",
  severity: "error",
  each: "component",
  kinds: COMPONENT_KINDS,
  check({ apiKeys }) {
    if (apiKeys === undefined) return undefined;
    const hashed = isHashed(apiKeys.storage);
    const prefix = apiKeys.prefix === true;
    return hashed && prefix ? undefined : finding({ property: hashed ? "apiKeys.prefix" : "apiKeys.storage", data: { hashed, prefix } });
  },
  message({ element, data }, { index }) {
    const name = index.nameOf(element.id);
    if (!data.hashed) return `API keys of ${name} are not stored as a hash${data.prefix ? "" : " and have no prefix to find them by"}.`;
    return `API keys of ${name} have no prefix to find them by.`;
  },
  why: "Whoever reads the table of keys can act as every customer; a hash makes the table worthless, and the prefix still finds and revokes a single key.",
  remedy: "Show a key once, keep only its SHA-256 hash (or a stronger one) and a readable prefix for look-up and revocation.",
  sources: ["002 Auth patterns"],
  needs: ["component.apiKeys.storage", "component.apiKeys.prefix"],
  fix: {
    title: "Store a SHA-256 hash and a prefix",
    apply(design, found, { index }) {
      const apiKeys = index.component(found.element.id)?.apiKeys;
      return updateComponent(design, found.element.id, { apiKeys: { ...apiKeys, storage: isHashed(apiKeys?.storage) ? apiKeys?.storage : "sha256", prefix: true } });
    },
  },
  examples: {
    bad: [
      { title: "Keys as they are", sketch: partner.gateway("gateway", { apiKeys: { storage: "plain", prefix: true } }) },
      { title: "Hashed, but a single key cannot be found", sketch: partner.gateway("gateway", { apiKeys: { storage: "sha256" } }) },
    ],
    good: [
      { title: "Hash and prefix", sketch: partner.gateway("gateway", { apiKeys: { storage: "sha256", prefix: true } }) },
      { title: "No API keys at all", sketch: partner.gateway("gateway") },
    ],
  },
});
