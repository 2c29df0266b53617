import { readFile } from "node:fs/promises";
import { PrismaPg } from "@prisma/adapter-pg";
import { bindMigrationAwareSqlAdapterFactory, type SqlDriverAdapter, type SqlMigrationAwareDriverAdapterFactory } from "@prisma/driver-adapter-utils";
import * as bindings from "@prisma/schema-engine-wasm/schema_engine_bg";
import type { MigrationList, SchemaEngine } from "@prisma/schema-engine-wasm/schema_engine_bg";
import pg from "pg";
import type { PostgresAddress } from "#lib/server/postgres/embedded.ts";
import { MIGRATIONS, readMigrations, readSchema, SCHEMA } from "./files.ts";

const WASM = new URL("schema_engine_bg.wasm", import.meta.resolve("@prisma/schema-engine-wasm/schema_engine_bg"));

let instance: Promise<void> | undefined;

/** Prisma's schema engine as WebAssembly: Prisma's own command would download a program for this machine first. */
async function loadEngine(): Promise<void> {
  const { instance: loaded } = await WebAssembly.instantiate(await readFile(WASM), { "./schema_engine_bg.js": { ...bindings } });
  const { exports } = loaded as unknown as { readonly exports: { __wbindgen_start(): void } };
  bindings.__wbg_set_wasm(exports);
  exports.__wbindgen_start();
}

/*
 * The engine asks for the kinds of constraints, which have PostgreSQL's one-byte type that the adapter refuses
 * (https://github.com/prisma/orm/issues/27403), and from PostgreSQL 18 on there is a kind ("n", not null) that the engine does not know.
 */
const READABLE: readonly (readonly [asked: string, readable: string])[] = [
  ["constr.contype AS", "constr.contype::text AS"],
  ["contype NOT IN ('p', 'u', 'f')", "contype NOT IN ('p', 'u', 'f', 'n')"],
  ["con1.confdeltype,", "con1.confdeltype::text AS confdeltype,"],
  ["con1.confupdtype,", "con1.confupdtype::text AS confupdtype,"],
];

/** The adapter for the engine, with its questions about constraints put so that the answers can be read. */
function catalogReader(pool: pg.Pool): SqlMigrationAwareDriverAdapterFactory {
  const factory = new PrismaPg(pool);
  const readable = (adapter: SqlDriverAdapter): SqlDriverAdapter => {
    const queryRaw = adapter.queryRaw.bind(adapter);
    adapter.queryRaw = (query) => queryRaw({ ...query, sql: READABLE.reduce((sql, [asked, put]) => sql.replace(asked, put), query.sql) });
    return adapter;
  };
  return {
    provider: factory.provider,
    adapterName: factory.adapterName,
    connect: async () => readable(await factory.connect()),
    connectToShadowDb: async () => readable(await factory.connectToShadowDb()),
  };
}

async function withEngine<Result>(address: PostgresAddress, work: (engine: SchemaEngine) => Promise<Result>): Promise<Result> {
  await (instance ??= loadEngine());
  // A pool of ours, because the engine never closes what it opened.
  const pool = new pg.Pool({ ...address, max: 2 });
  const factory = bindMigrationAwareSqlAdapterFactory(catalogReader(pool));
  const engine = await bindings.SchemaEngine.new({ datamodels: [[SCHEMA, await readSchema()]] }, () => undefined, factory);
  try {
    return await work(engine);
  } finally {
    engine.free();
    await pool.end();
  }
}

const NO_FILTERS = { externalTables: [], externalEnums: [] };

async function migrationList(): Promise<MigrationList> {
  const migrations = await readMigrations();
  return {
    baseDir: MIGRATIONS,
    lockfile: { path: "migration_lock.toml", content: 'provider = "postgresql"\n' },
    shadowDbInitScript: "",
    migrationDirectories: migrations.map(({ name, sql }) => ({ path: name, migrationFile: { path: "migration.sql", content: { tag: "ok", value: sql } } })),
  };
}

/** The migrations that Prisma itself would still apply to a database, applied; their names. */
export function applyWithPrisma(address: PostgresAddress): Promise<readonly string[]> {
  return withEngine(address, async (engine) => {
    const { appliedMigrationNames } = await engine.applyMigrations({ migrationsList: await migrationList(), filters: NO_FILTERS });
    return appliedMigrationNames;
  });
}

/** The SQL that turns a database that has all migrations into what the schema says; empty when they agree. */
export function sqlToSchema(address: PostgresAddress): Promise<string> {
  return withEngine(address, async (engine) => {
    const files = [{ path: SCHEMA, content: await readSchema() }];
    const { stdout } = await engine.diff({
      from: { tag: "schemaDatasource", files, configDir: MIGRATIONS },
      to: { tag: "schemaDatamodel", files },
      script: true,
      exitCode: null,
      filters: NO_FILTERS,
    });
    return (stdout ?? "").includes("This is an empty migration") ? "" : (stdout ?? "");
  });
}
