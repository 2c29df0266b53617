import { updateComponent } from "#lib/model/edit.ts";
import { formatQuantity } from "#lib/model/quantity.ts";
import { sketch } from "#lib/model/sketch.ts";
import { defineRule, finding } from "../rule.ts";

const login = sketch().client("web").call("web", "login", { tls: true });
const token = { accessTtlMs: 900_000, refreshRotated: true, refreshStored: true };

export const refreshTokenTtl = defineRule<{ readonly ttlMs: number }>({
  id: "security/refresh-token-ttl",
  title: "Refresh token lives too long",
  severity: "warning",
  each: "component",
  kinds: ["idp"],
  check(idp, { settings }) {
    const ttlMs = idp.refreshTtlMs;
    return ttlMs !== undefined && ttlMs > settings["jwt.refreshMs"] ? finding({ property: "refreshTtlMs", data: { ttlMs } }) : undefined;
  },
  message: ({ element, data }, { index, settings }) =>
    `Refresh tokens of ${index.nameOf(element.id)} live ${formatQuantity("ms", data.ttlMs)}; ${formatQuantity("ms", settings["jwt.refreshMs"])} is the most.`,
  why: "Whoever holds a refresh token can make access tokens at will, so a long life turns one leak into lasting access.",
  remedy: "Let refresh tokens live 7 days at most; people who come back later sign in again.",
  sources: ["002 Auth patterns", "004 §2.4"],
  conflicts: ["CF-48"],
  needs: ["idp.refreshTtlMs"],
  thresholds: ["jwt.refreshMs"],
  fix: {
    title: "Shorten the life of refresh tokens to the longest allowed (7 days)",
    apply: (design, found, { settings }) => updateComponent(design, found.element.id, { refreshTtlMs: settings["jwt.refreshMs"] }),
  },
  examples: {
    bad: [{ title: "Signed in for 90 days", sketch: login.component("idp", "login", { ...token, refreshTtlMs: 7_776_000_000 }) }],
    good: [
      { title: "Signed in for a week", sketch: login.component("idp", "login", { ...token, refreshTtlMs: 604_800_000 }) },
      { title: "No refresh tokens at all", sketch: login.component("idp", "login", { accessTtlMs: 900_000 }) },
    ],
  },
});
