import { looksUp, tableNamed } from "#lib/analysis/table-index.ts";
import { updateComponent } from "#lib/model/edit.ts";
import { STORE_KINDS } from "#lib/model/kinds.ts";
import { sketch } from "#lib/model/sketch.ts";
import type { AccessPattern, Table } from "#lib/model/store.ts";
import { mentions } from "../columns.ts";
import { defineRule, finding, type Report, undecided } from "../rule.ts";

type Data = { readonly pattern: string; readonly tenantKey: string };

/** Whether rows of a table belong to a tenant; unknown while the table's columns and keys are not listed. */
function isTenantTable(table: Table, tenantKey: string): boolean | undefined {
  if (table.columns?.some((column) => mentions(column.name, tenantKey))) return true;
  if (table.keys?.some((key) => mentions(key.pk, tenantKey) || mentions(key.sk, tenantKey) || mentions(key.gsi, tenantKey))) return true;
  if (table.pk?.some((columns) => columns.some((column) => mentions(column, tenantKey)))) return true;
  return table.columns?.length || table.keys?.length ? false : undefined;
}

/** Whether the pattern filters rows at all: an insert names its row, a global one reads across tenants on purpose. */
const filters = (pattern: AccessPattern): boolean => pattern.global !== true && looksUp(pattern);

const patternTarget = (store: string, pattern: AccessPattern): string => `${store}.${pattern.id}`;

const platform = sketch()
  .service("streams")
  .data("streams", "videos", { tls: true })
  .set({ requirements: { multiTenant: true, tenantKey: "channel_id" } });
const videos = { name: "videos", columns: [{ name: "channel_id" }, { name: "stream_id" }, { name: "title" }] };
const byStream = { id: "byStream", tables: ["videos"], kind: "point" as const };

export const tenantUnscopedAccess = defineRule<Data>({
  id: "security/tenant-unscoped-access",
  title: "Query not limited to the tenant",
  severity: "error",
  each: "component",
  kinds: STORE_KINDS,
  check(store, { design, index }) {
    if (design.requirements?.multiTenant !== true || !store.accessPatterns?.some(filters)) return undefined;
    const tenantKey = design.requirements.tenantKey;
    if (!tenantKey) return undecided(["requirements.tenantKey"], { property: "accessPatterns" });
    const reports: Report<Data>[] = [];
    const missing: string[] = [];
    for (const pattern of store.accessPatterns) {
      if (!filters(pattern) || pattern.filter?.some((condition) => mentions(condition, tenantKey))) continue;
      let unknown = pattern.tables?.length ? undefined : `${patternTarget(store.id, pattern)}.tables`;
      let belongs = false;
      for (const name of pattern.tables ?? []) {
        const table = tableNamed(name, store, index)?.table;
        const tenant = table && isTenantTable(table, tenantKey);
        if (tenant === undefined) unknown ??= `${store.id}.${name}.columns`;
        else if (tenant) belongs = true;
      }
      if (belongs) reports.push(finding({ target: patternTarget(store.id, pattern), property: "accessPatterns", data: { pattern: pattern.id, tenantKey } }));
      else if (unknown !== undefined) missing.push(unknown);
    }
    if (missing.length === 0) return reports;
    return [...reports, undecided(missing, { property: "accessPatterns" })];
  },
  message: ({ element, data }, { index }) => `The access pattern ${data.pattern || "without a name"} of ${index.nameOf(element.id)} does not filter by ${data.tenantKey}.`,
  why: "One forgotten condition shows a customer the rows of all the others.",
  remedy: "Begin the key condition of every query with the tenant key, or declare the pattern global when it reads across tenants on purpose.",
  sources: ["000 MDL Multi-Tenant Data Access"],
  needs: ["requirements.multiTenant", "requirements.tenantKey", "accessPattern.filter", "table.columns"],
  fix: {
    title: "Put the tenant key first in the filter",
    apply(design, found, { index }) {
      const tenantKey = design.requirements?.tenantKey;
      const store = index.component(found.element.id);
      if (!tenantKey || !store?.accessPatterns) return design;
      const accessPatterns = store.accessPatterns.map((pattern) =>
        patternTarget(store.id, pattern) === found.target && !pattern.filter?.some((condition) => mentions(condition, tenantKey))
          ? { ...pattern, filter: [tenantKey, ...(pattern.filter ?? [])] }
          : pattern,
      );
      return updateComponent(design, store.id, { accessPatterns });
    },
  },
  examples: {
    bad: [{ title: "Any stream of any channel", sketch: platform.database("videos", { tables: [videos], accessPatterns: [{ ...byStream, filter: ["stream_id"] }] }) }],
    good: [
      {
        title: "Only the streams of one channel",
        sketch: platform.database("videos", { tables: [videos], accessPatterns: [{ ...byStream, filter: ["channel_id", "stream_id"] }] }),
      },
      {
        title: "A report across all tenants, on purpose",
        sketch: platform.database("videos", { tables: [videos], accessPatterns: [{ ...byStream, kind: "analytics", global: true }] }),
      },
      {
        title: "A table that belongs to nobody",
        sketch: platform.database("videos", {
          tables: [{ name: "languages", columns: [{ name: "code" }] }],
          accessPatterns: [{ id: "byCode", tables: ["languages"], filter: ["code"] }],
        }),
      },
    ],
  },
});
