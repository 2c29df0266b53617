import { updateComponent } from "#lib/model/edit.ts";
import { sketch } from "#lib/model/sketch.ts";
import { defineRule, finding } from "../rule.ts";

const login = sketch().client("web").call("web", "login", { tls: true });
const token = { accessTtlMs: 900_000, refreshTtlMs: 604_800_000 };

export const refreshNotRotated = defineRule<{ readonly rotated: boolean; readonly stored: boolean }>({
  id: "security/refresh-not-rotated",
  title: "Refresh token not rotated or not revocable",
  severity: "error",
  each: "component",
  kinds: ["idp"],
  check(idp) {
    if (idp.refreshTtlMs === undefined) return undefined;
    const rotated = idp.refreshRotated === true;
    const stored = idp.refreshStored === true;
    return rotated && stored ? undefined : finding({ property: rotated ? "refreshStored" : "refreshRotated", data: { rotated, stored } });
  },
  message({ element, data }, { index }) {
    const fault = data.rotated
      ? "are not stored, so they cannot be revoked"
      : data.stored
        ? "stay valid after they were used"
        : "stay valid after they were used and are not stored, so they cannot be revoked";
    return `Refresh tokens of ${index.nameOf(element.id)} ${fault}.`;
  },
  why: "Rotation makes a stolen token fail at its second use and so shows the theft; without a record of valid tokens nobody can shut the thief out.",
  remedy: "Issue a new refresh token at every use, refuse the old one, and keep the valid ones in a store from which they can be deleted.",
  sources: ["002 Auth patterns", "004 §2.4"],
  conflicts: ["CF-48"],
  needs: ["idp.refreshTtlMs", "idp.refreshRotated", "idp.refreshStored"],
  fix: {
    title: "Rotate refresh tokens and store the valid ones",
    apply: (design, found) => updateComponent(design, found.element.id, { refreshRotated: true, refreshStored: true }),
  },
  examples: {
    bad: [
      { title: "One token for the whole week", sketch: login.component("idp", "login", { ...token, refreshStored: true }) },
      { title: "Rotated, but nobody knows which are valid", sketch: login.component("idp", "login", { ...token, refreshRotated: true }) },
    ],
    good: [
      { title: "A new token at every use, revocable", sketch: login.component("idp", "login", { ...token, refreshRotated: true, refreshStored: true }) },
      { title: "No refresh tokens at all", sketch: login.component("idp", "login", { accessTtlMs: 900_000 }) },
    ],
  },
});
