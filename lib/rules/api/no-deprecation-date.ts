import type { Api } from "#lib/model/contract.ts";
import { sketch } from "#lib/model/sketch.ts";
import { type ApiCheck, apiName, apiTarget, checkApis } from "../apis.ts";
import { API_KINDS } from "../endpoints.ts";
import { defineRule, finding } from "../rule.ts";
import { listed } from "#lib/model/sentence.ts";

type Data = { readonly api: string; readonly old: readonly string[]; readonly newest: string };

/** The order of versions as people count them: `v9` before `v10`. */
const order = new Intl.Collator("en", { numeric: true });

const check: ApiCheck<Data> = (api, component, { today }) => {
  if (api.versions === undefined || api.versions.length < 2) return undefined;
  const live = api.versions.filter(({ sunset }) => sunset === undefined || today === undefined || sunset >= today);
  const names = [...new Set(live.map(({ v }) => v ?? ""))].toSorted(order.compare);
  const newest = names.at(-1);
  if (newest === undefined || names.length < 2) return undefined;
  const old = names.filter((name) => name !== newest && live.some(({ v, sunset }) => (v ?? "") === name && sunset === undefined));
  if (old.length === 0) return undefined;
  return finding({
    target: apiTarget(component, api),
    property: "apis",
    data: { api: apiName(api), old: old.map((name) => name || "an unnamed version"), newest: newest || "an unnamed version" },
  });
};

const shop = sketch().client("web").call("web", "order", { tls: true });
const api = (versions: NonNullable<Api["versions"]>) => ({ apis: [{ id: "orders-api", style: "rest" as const, exposure: "public" as const, versions }] });

export const noDeprecationDate = defineRule<Data>({
  id: "api/no-deprecation-date",
  title: "Old version without an end date",
  severity: "info",
  each: "component",
  kinds: API_KINDS,
  check: (component, context) => checkApis(component, context, check),
  message: ({ element, data }, { index }) => `${index.nameOf(element.id)} offers ${listed(data.old)} of ${data.api} beside ${data.newest} without an end in sight.`,
  why: "A version without an end is kept for ever: every change is made, tested and secured twice, and callers have no reason to move.",
  remedy: "Give each old version a date, announce it, and send it in the Sunset header.",
  sources: ["003 Step 3.3 (deprecation policy)"],
  needs: ["api.versions.sunset"],
  readiness: true,
  needsPerson: "When callers can have moved is agreed with them; no date is right by itself.",
  examples: {
    bad: [{ title: "Version 1 stays beside version 2", sketch: shop.service("order", api([{ v: "v1" }, { v: "v2" }])) }],
    good: [
      { title: "Version 1 ends in summer", sketch: shop.service("order", api([{ v: "v1", sunset: "2026-06-30" }, { v: "v2" }])) },
      { title: "Only one version", sketch: shop.service("order", api([{ v: "v1" }])) },
    ],
  },
});
