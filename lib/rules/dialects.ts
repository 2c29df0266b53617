import { folded } from "#lib/analysis/table-index.ts";

/** A piece of SQL that not every database understands. */
export interface Feature {
  readonly name: string;
  /** How the feature is written in designs and scripts. */
  readonly spelling: RegExp;
  /** Engines that understand it. */
  readonly engines: readonly string[];
  /** What the others use for the same purpose; an engine that is left out has nothing like it. */
  readonly instead: Readonly<Record<string, string>>;
  /** Manual that says so. */
  readonly source: string;
}

/** Engines whose manuals were read; the rules say nothing about others. */
const ENGINES = new Set(["postgresql", "timescaledb", "cockroachdb", "mysql", "mariadb", "sqlserver", "oracle", "sqlite"]);
const POSTGRES = ["postgresql", "timescaledb"] as const;
const POSTGRES_LIKE = [...POSTGRES, "cockroachdb"] as const;
const MYSQL = ["mysql", "mariadb"] as const;

const forAll = (engines: readonly string[], text: string): Record<string, string> => Object.fromEntries(engines.map((engine) => [engine, text]));

/** Features that people carry from one database to another, alphabetical. */
export const FEATURES: readonly Feature[] = [
  {
    name: "AUTO_INCREMENT",
    spelling: /^auto_increment$/u,
    engines: MYSQL,
    instead: { ...forAll([...POSTGRES_LIKE, "oracle"], "GENERATED ALWAYS AS IDENTITY"), sqlserver: "IDENTITY(1,1)", sqlite: "AUTOINCREMENT" },
    source: "MySQL Reference Manual, CREATE TABLE",
  },
  {
    name: "an inline ENUM",
    spelling: /^(?:inline enum|enum\s*\(.*)$/u,
    engines: MYSQL,
    instead: { ...forAll(POSTGRES_LIKE, "CREATE TYPE"), ...forAll(["sqlserver", "oracle", "sqlite"], "CHECK") },
    source: "MySQL Reference Manual, The ENUM Type",
  },
  {
    name: "ENGINE=InnoDB",
    spelling: /^engine\s*=\s*\w+$/u,
    engines: MYSQL,
    instead: {},
    source: "MySQL Reference Manual, CREATE TABLE",
  },
  {
    name: "FULLTEXT",
    spelling: /^fulltext(?: (?:index|key))?$/u,
    engines: [...MYSQL, "sqlserver"],
    instead: { ...forAll(POSTGRES_LIKE, "GIN"), oracle: "Oracle Text", sqlite: "FTS5" },
    source: "MySQL Reference Manual, Full-Text Search Functions",
  },
  {
    name: "gen_random_uuid()",
    spelling: /^gen_random_uuid(?:\(\))?$/u,
    engines: POSTGRES_LIKE,
    instead: { ...forAll(MYSQL, "UUID()"), sqlserver: "NEWID()", oracle: "SYS_GUID()", sqlite: "randomblob(16)" },
    source: "PostgreSQL Documentation, UUID Functions",
  },
  {
    name: "GIN",
    spelling: /^(?:gin(?: index)?|using gin|tsvector|to_tsvector(?:\(\))?)$/u,
    engines: POSTGRES_LIKE,
    instead: { ...forAll([...MYSQL, "sqlserver"], "FULLTEXT"), oracle: "Oracle Text", sqlite: "FTS5" },
    source: "PostgreSQL Documentation, Preferred Index Types for Text Search",
  },
  {
    name: "ILIKE",
    spelling: /^ilike$/u,
    engines: POSTGRES_LIKE,
    instead: forAll([...MYSQL, "sqlserver", "oracle", "sqlite"], "LIKE"),
    source: "PostgreSQL Documentation, Pattern Matching",
  },
  {
    name: "inline INDEX",
    spelling: /^(?:inline (?:index|key)|index in create table)$/u,
    engines: [...MYSQL, "sqlserver", "cockroachdb"],
    instead: forAll([...POSTGRES, "oracle", "sqlite"], "CREATE INDEX"),
    source: "MySQL Reference Manual, CREATE TABLE; PostgreSQL Documentation, CREATE TABLE",
  },
  {
    name: "JSONB",
    spelling: /^jsonb$/u,
    engines: POSTGRES_LIKE,
    instead: { ...forAll([...MYSQL, "oracle"], "JSON"), sqlserver: "NVARCHAR(MAX)", sqlite: "TEXT" },
    source: "PostgreSQL Documentation, JSON Types",
  },
  {
    name: "LIMIT",
    spelling: /^limit$/u,
    engines: [...POSTGRES_LIKE, ...MYSQL, "sqlite"],
    instead: forAll(["sqlserver", "oracle"], "FETCH FIRST"),
    source: "Oracle Database SQL Language Reference, SELECT",
  },
  {
    name: "ON CONFLICT",
    spelling: /^on conflict(?: do (?:nothing|update))?$/u,
    engines: [...POSTGRES_LIKE, "sqlite"],
    instead: { ...forAll(MYSQL, "ON DUPLICATE KEY UPDATE"), ...forAll(["sqlserver", "oracle"], "MERGE") },
    source: "PostgreSQL Documentation, INSERT",
  },
  {
    name: "ON DUPLICATE KEY UPDATE",
    spelling: /^on duplicate key update$/u,
    engines: MYSQL,
    instead: { ...forAll([...POSTGRES_LIKE, "sqlite"], "ON CONFLICT DO UPDATE"), ...forAll(["sqlserver", "oracle"], "MERGE") },
    source: "MySQL Reference Manual, INSERT ... ON DUPLICATE KEY UPDATE",
  },
  {
    name: "ON UPDATE CURRENT_TIMESTAMP",
    spelling: /^on update (?:current_timestamp|now\(\))(?:\(\))?$/u,
    engines: [...MYSQL, "cockroachdb"],
    instead: forAll([...POSTGRES, "sqlserver", "oracle", "sqlite"], "an UPDATE trigger"),
    source: "MySQL Reference Manual, Automatic Initialization and Updating for TIMESTAMP and DATETIME",
  },
  {
    name: "a partial index",
    spelling: /^partial index(?:es)?$/u,
    engines: [...POSTGRES_LIKE, "sqlserver", "sqlite"],
    instead: { ...forAll(MYSQL, "an index on a generated column"), oracle: "a function-based index" },
    source: "PostgreSQL Documentation, Partial Indexes; SQL Server documentation, Filtered Indexes",
  },
  {
    name: "SERIAL",
    spelling: /^(?:small|big)?serial$/u,
    engines: POSTGRES_LIKE,
    instead: { ...forAll(MYSQL, "AUTO_INCREMENT"), sqlserver: "IDENTITY(1,1)", oracle: "GENERATED ALWAYS AS IDENTITY", sqlite: "AUTOINCREMENT" },
    source: "PostgreSQL Documentation, Serial Types",
  },
  {
    name: "TIMESTAMPTZ",
    spelling: /^timestamptz$/u,
    engines: POSTGRES_LIKE,
    instead: { ...forAll(MYSQL, "TIMESTAMP"), sqlserver: "DATETIMEOFFSET", oracle: "TIMESTAMP WITH TIME ZONE", sqlite: "TEXT" },
    source: "PostgreSQL Documentation, Date/Time Types",
  },
  {
    name: "UNSIGNED",
    spelling: /^(?:\w+ )?unsigned$/u,
    engines: MYSQL,
    instead: forAll([...POSTGRES_LIKE, "sqlserver", "oracle", "sqlite"], "CHECK"),
    source: "MySQL Reference Manual, Numeric Type Attributes",
  },
];

/** Types that hold a UUID where there is no type of that name (MySQL, SQL Server, Oracle and SQLite manuals). */
const UUID_TYPES = new Map([
  ["mysql", "BINARY(16)"],
  ["oracle", "RAW(16)"],
  ["sqlite", "TEXT"],
  ["sqlserver", "UNIQUEIDENTIFIER"],
]);

/** The type that holds a UUID in an engine. */
export const uuidType = (engine: string | undefined): string => UUID_TYPES.get(engine ?? "") ?? "UUID";

/** Whether the rules know what an engine understands. */
export const isKnownEngine = (engine: string): boolean => ENGINES.has(engine);

/** The feature that a text names. */
export const featureIn = (text: string): Feature | undefined => {
  const spelled = folded(text).trim().replaceAll(/\s+/gu, " ");
  return FEATURES.find((feature) => feature.spelling.test(spelled));
};
