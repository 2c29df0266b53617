import type { Component } from "#lib/model/component.ts";
import type { Connection } from "#lib/model/connection.ts";
import type { Api } from "#lib/model/contract.ts";
import type { Design } from "#lib/model/design.ts";
import type { AccessPattern, Table } from "#lib/model/store.ts";
import { aggregateAt, AT, boundariesOf, contextAt, type Filling, hoodOf, kindAt, nameAt, nounAt, ownerAt, SIZE } from "./neighbourhood.ts";

/**
 * A design that was drawn in a hurry: few numbers, hardly any contracts of connections, tables as the object mapper made them. Every second neighbourhood has
 * been looked at once. It has somewhat more findings per component than the order platform as drawn (examples/order-management): 24 instead of 14.
 */
export const NOISY: Filling = { component, connection, surroundings };

const isLookedAt = (at: number): boolean => hoodOf(at) % 2 === 1;

function component(at: number): Component {
  const kind = kindAt(at);
  const drawn: Component = { id: nameAt(at), kind, name: nameAt(at) };
  switch (kind) {
    case "service":
      return {
        ...drawn,
        ...(isLookedAt(at) && {
          purpose: `Keeps each ${nounAt(at)} of the shop.`,
          contexts: [contextAt(at)],
          team: `team-${hoodOf(at)}`,
          metrics: ["rate", "errors", "duration"],
          healthCheck: { path: "/healthz" },
        }),
        instances: { min: 1, max: 10 },
        requestBuffer: {},
        localCache: { sizeBytes: 1_000_000 },
        apis: [apiOf(at)],
        language: "Java",
        logs: { format: "text" },
      };
    case "function":
      return { ...drawn, runtime: "nodejs24.x" };
    case "database":
      return { ...drawn, engine: "postgresql", model: "relational", role: "primary", tables: tablesOf(nounAt(ownerAt(at))), accessPatterns: patternsOf(nounAt(ownerAt(at))) };
    case "topic":
      return { ...drawn, partitions: 12, replication: 1, events: [{ name: `update${aggregateAt(at)}` }, { name: `${aggregateAt(at)}Placed`, version: 1 }] };
    case "queue":
      return at % SIZE === AT.deadLetters ? { ...drawn, role: "dlq" } : drawn;
    default:
      return drawn;
  }
}

function apiOf(at: number): Api {
  const collection = `/${nounAt(at)}s`;
  return {
    id: `api-${at}`,
    style: "rest",
    exposure: "public",
    endpoints: [
      { id: "read", method: "GET", path: `${collection}/{id}`, effect: "read" },
      { id: "list", method: "GET", path: collection, effect: "read", collection: true, expectedRows: 1_000_000 },
      { id: "create", method: "POST", path: collection, effect: "create", body: { fields: [{ name: "price", type: "decimal" }] } },
    ],
  };
}

function tablesOf(noun: string): Table[] {
  return [
    {
      name: `${noun}s`,
      pk: [["id"]],
      columns: [
        { name: "id", type: "BIGINT", autoIncrement: true },
        { name: "user_id", type: "BIGINT" },
        { name: "status", type: "VARCHAR(50)" },
        { name: "total", type: "FLOAT" },
        { name: "created_at", type: "TIMESTAMP" },
      ],
      expectedRows: 5_000_000,
    },
    {
      name: `${noun}_lines`,
      columns: [
        { name: `${noun}_id`, type: "BIGINT" },
        { name: "price", type: "FLOAT" },
      ],
      indexes: [{ cols: ["price"] }],
      expectedRows: 9_000_000,
    },
  ];
}

function patternsOf(noun: string): AccessPattern[] {
  return [
    { id: "byUser", tables: [`${noun}s`], kind: "list", filter: ["user_id"], columns: "*" },
    { id: "lines", tables: [`${noun}_lines`], kind: "list", filter: [`${noun}_id`], columns: "*", perParent: true },
  ];
}

function connection(source: Component, target: Component, at: number): Connection {
  const ends = { id: `wire-${at}`, from: source.id, to: target.id };
  const lookedAt = at % 2 === 1;
  switch (target.kind) {
    case "database":
      return { ...ends, kind: "data", mode: "rw", ...(lookedAt && { tls: true, timeoutMs: 500 }) };
    case "cache":
      return { ...ends, kind: "cacheAccess", use: "cache", readRps: 100, loadMs: 50 };
    case "topic":
    case "queue":
      return { ...ends, kind: "publish", ...(lookedAt && { tls: true }) };
    default:
      if (source.kind === "topic" || source.kind === "queue") return { ...ends, kind: "subscribe" };
      return { ...ends, kind: "call", protocol: "rest", operation: "read", ...(lookedAt && { tls: true, timeoutMs: 2_000, auth: "serviceJwt", discovery: "dns" }) };
  }
}

function surroundings(components: readonly Component[]): Partial<Design> {
  return {
    boundaries: boundariesOf(components.length),
    sagas: Array.from({ length: Math.floor(components.length / SIZE) }, (_, hood) => ({
      id: `saga-${hood}`,
      name: `Order ${hood}`,
      style: "choreography",
      steps: [4, 6, 8].map((place) => ({ id: `step-${place}`, component: nameAt(hood * SIZE + place), canFail: true })),
    })),
    alerts: components.filter(({ kind }) => kind === "gateway").map(({ id }) => ({ id: `alert-${id}`, target: id, signal: "errorRatio", threshold: 0.1 })),
    decisions: components.filter(({ kind }) => kind === "topic").map(({ id }) => ({ id: `adr-${id}`, title: `Why ${id}`, status: "accepted", elements: [id] })),
  };
}
