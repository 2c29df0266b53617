import type { Component } from "#lib/model/component.ts";

/** What a store gives up when its nodes cannot reach each other: answers (CP) or agreement (AP). */
export type CapClass = "CP" | "AP";

/** Well-known engines; a name that contains another one stands before it. Redis acknowledges writes before its replicas have them (CF-36). */
const ENGINES: readonly (readonly [name: string, capClass: CapClass, strongReads: boolean])[] = [
  ["cockroach", "CP", true],
  ["consul", "CP", true],
  ["etcd", "CP", true],
  ["foundationdb", "CP", true],
  ["hbase", "CP", true],
  ["mariadb", "CP", true],
  ["mongo", "CP", true],
  ["mysql", "CP", true],
  ["oracle", "CP", true],
  ["postgres", "CP", true],
  ["spanner", "CP", true],
  ["sqlserver", "CP", true],
  ["tidb", "CP", true],
  ["yugabyte", "CP", true],
  ["zookeeper", "CP", true],
  ["cassandra", "AP", true],
  ["couchbase", "AP", true],
  ["couchdb", "AP", false],
  ["dynamodb", "AP", true],
  ["redis", "AP", false],
  ["riak", "AP", true],
  ["scylla", "AP", true],
  ["valkey", "AP", false],
];

const engineOf = (database: Component) => {
  const engine = database.engine?.toLowerCase().replaceAll(/[^a-z]/gu, "");
  return engine ? ENGINES.find(([name]) => engine.includes(name)) : undefined;
};

/** The class of a database: what it declares, else that of its engine; unknown for other engines. */
export const capClassOf = (database: Component): CapClass | undefined => database.capClass ?? engineOf(database)?.[1];

/** Whether its engine can answer a read with the last write when asked to; an engine that is not known counts as one that can. */
export const canReadStrongly = (database: Component): boolean => engineOf(database)?.[2] ?? true;
