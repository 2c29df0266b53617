import { updateComponent } from "#lib/model/edit.ts";
import { formatQuantity } from "#lib/model/quantity.ts";
import { sketch } from "#lib/model/sketch.ts";
import { defineRule, finding } from "../rule.ts";

const login = sketch().client("web").call("web", "login", { tls: true });

export const accessTokenTtl = defineRule<{ readonly ttlMs?: number }>({
  id: "security/access-token-ttl",
  title: "Access token lives too long",
  severity: "warning",
  each: "component",
  kinds: ["idp"],
  check(idp, { settings }) {
    if (idp.accessTtlMs !== undefined && idp.accessTtlMs <= settings["jwt.accessMs"]) return undefined;
    return finding({ property: "accessTtlMs", data: { ttlMs: idp.accessTtlMs } });
  },
  message({ element, data }, { index, settings }) {
    const most = formatQuantity("ms", settings["jwt.accessMs"]);
    return data.ttlMs === undefined
      ? `Nothing says how long access tokens of ${index.nameOf(element.id)} live; ${most} is the most.`
      : `Access tokens of ${index.nameOf(element.id)} live ${formatQuantity("ms", data.ttlMs)}; ${most} is the most.`;
  },
  why: "An access token is honoured wherever it turns up and can rarely be called back, so its life is the time that a thief has.",
  remedy: "Let access tokens live 15 min at most and renew them with a refresh token.",
  sources: ["002 Auth patterns", "004 §2.4"],
  needs: ["idp.accessTtlMs"],
  thresholds: ["jwt.accessMs"],
  fix: {
    title: "Shorten the life of access tokens to the longest allowed (15 min)",
    apply: (design, found, { settings }) => updateComponent(design, found.element.id, { accessTtlMs: settings["jwt.accessMs"] }),
  },
  examples: {
    bad: [
      { title: "A token that is good for a day", sketch: login.component("idp", "login", { accessTtlMs: 86_400_000 }) },
      { title: "A token of unknown life", sketch: login.component("idp", "login") },
    ],
    good: [{ title: "A stolen token is useless after 15 min", sketch: login.component("idp", "login", { accessTtlMs: 900_000 }) }],
  },
});
