import * as z from "zod";
import { choice, count, described, duration, flag, LINE_LIMIT, line, lines, rate, ratio, reference, text } from "./schema.ts";

const name = z.string().max(LINE_LIMIT).meta({ title: "Name" });

/** A figure kept in a roll-up, and how it is put together from finer ones. */
export const measureSchema = z.looseObject({
  name,
  sourceAgg: choice(["count", "sum", "avg", "distinct", "sketch"], "Computed as"),
  agg: choice(["sum", "avg", "merge"], "Rolled up by"),
});

/** How a store spreads its rows over several databases. */
export const shardingSchema = z.looseObject({
  strategy: choice(["range", "modulo", "hash", "directory"], "Strategy"),
  key: line("Key"),
  shards: count("Shards"),
  keyMonotonic: flag("Key only grows"),
  keyCardinality: count("Distinct keys"),
  topKeyShare: ratio("Share of the busiest key"),
  directoryCached: flag("Directory cached"),
});

const columnSchema = z.looseObject({
  name,
  type: line("Type"),
  unique: flag("Unique"),
  nullable: flag("May be empty"),
  autoIncrement: flag("Counts up"),
  multi: flag("Several values"),
  document: flag("Document"),
  embed: flag("Embedded"),
  cardinality: choice(["few", "many"], "How many"),
});
const indexSchema = z.looseObject({
  cols: lines("Columns"),
  unique: flag("Unique"),
  where: line("Only where"),
  method: choice(["btree", "gin", "fts"], "Method"),
  include: lines("Included"),
});
const projectionSchema = z.looseObject({
  name,
  cols: lines("Columns"),
  sort: lines("Sorted by"),
  groupBy: lines("Grouped by"),
});
const foreignKeySchema = z.looseObject({
  cols: lines("Columns"),
  refTable: line("Refers to table"),
  refDb: reference("In database"),
  onDelete: choice(["cascade", "restrict", "setNull"], "On delete"),
});
const partitionSchema = z.looseObject({
  type: choice(["range", "list", "hash"], "Type"),
  by: line("By"),
  automated: flag("Made automatically"),
  retentionMs: duration("Kept for"),
});

/** A table, collection or key space of a store. */
export const tableSchema = z.looseObject({
  name,
  aggregate: line("Aggregate"),
  pk: described(z.array(z.array(z.string())), "Primary keys", "Each declaration of a primary key, as a list of columns."),
  keys: described(z.array(z.looseObject({ pk: line("Partition key"), sk: line("Sort key"), gsi: line("Index") })), "Keys (NoSQL)"),
  columns: described(z.array(columnSchema), "Columns"),
  indexes: described(z.array(indexSchema), "Indexes"),
  projections: described(
    z.array(projectionSchema),
    "Projections",
    "Copies of the table that a columnar store keeps by itself, sorted or grouped otherwise, and reads when they suit a query.",
  ),
  fks: described(z.array(foreignKeySchema), "Foreign keys"),
  checks: described(z.array(z.looseObject({ cols: lines("Columns"), expr: text("Expression") })), "Checks"),
  fds: described(z.array(z.looseObject({ lhs: lines("From"), rhs: lines("To") })), "Functional dependencies"),
  partition: described(partitionSchema, "Partitioning"),
  expectedRows: count("Rows expected"),
  timeSeries: flag("Time series"),
  softDelete: flag("Soft delete"),
  locking: choice(["optimistic", "pessimistic"], "Locking"),
  features: lines("Features used"),
  measures: described(z.array(measureSchema), "Measures"),
});
/** A table, collection or key space of a store. */
export type Table = z.infer<typeof tableSchema>;

/** One way in which data is read or written. */
export const accessPatternSchema = z.looseObject({
  id: z.string().max(LINE_LIMIT).meta({ title: "Id" }),
  tables: lines("Tables", "table or database.table"),
  kind: choice(["point", "list", "existence", "fullText", "facetedSearch", "analytics", "insertRow", "insertBulk"], "Kind"),
  filter: lines("Filter"),
  sort: lines("Sort"),
  columns: described(z.union([z.literal("*"), z.array(z.string())]), "Columns", "Names, or * for all."),
  limit: count("Limit"),
  readRps: rate("Reads"),
  writeRps: rate("Writes"),
  method: choice(["exists", "count"], "Method"),
  perParent: flag("Once per parent"),
  batched: flag("Batched"),
  includeDeleted: flag("Includes deleted"),
  plan: text("Query plan", "What EXPLAIN ANALYZE says about it, as evidence: scans, joins, estimated and actual rows."),
  scatterAccepted: flag("Scatter accepted"),
  global: flag("Not per tenant", "Deliberately reads across tenants."),
});
/** One way in which data is read or written. */
export type AccessPattern = z.infer<typeof accessPatternSchema>;
