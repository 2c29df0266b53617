import { describe, expect, test } from "vitest";
import type { Connection } from "./connection.ts";
import { connectionLabel, contractLabel, readContractLabel } from "./contract-label.ts";

const call = (properties: Partial<Connection>): Connection => ({ id: "a-b", kind: "call", from: "a", to: "b", ...properties });

describe("the contract of a connection in short", () => {
  test("names protocol, timeout, retries and breaker", () => {
    expect(contractLabel(call({ protocol: "grpc", timeoutMs: 300, retry: { max: 1 }, breaker: { openMs: 30_000 } }))).toBe("gRPC · 300ms · 1 retry · breaker");
    expect(contractLabel(call({ protocol: "rest", timeoutMs: 5_000, retry: { max: 3 }, fallback: "last known price" }))).toBe("REST · 5s · 3 retries · fallback");
  });
  test("names what matters for stores, caches and subscriptions", () => {
    expect(contractLabel(call({ kind: "data", mode: "rw" }))).toBe("read/write");
    expect(contractLabel(call({ kind: "cacheAccess", pattern: "cacheAside", ttlMs: 300_000 }))).toBe("cache-aside · TTL 5min");
    expect(contractLabel(call({ kind: "subscribe", retry: { max: 2 }, dlq: "dead" }))).toBe("2 retries · DLQ");
  });
  test("is empty when nothing is configured", () => {
    expect(contractLabel(call({}))).toBe("");
    expect(connectionLabel(call({ label: "place order" }))).toBe("place order");
  });
});

describe("a text on an arrow", () => {
  test("is read as the contract that it states", () => {
    expect(readContractLabel("call", "place order · gRPC · 300ms · 1 retry")).toEqual({ label: "place order", protocol: "grpc", timeoutMs: 300, retries: 1 });
    expect(readContractLabel("call", "HTTP")).toEqual({ protocol: "rest" });
    expect(readContractLabel("data", "read only")).toEqual({ mode: "r" });
    expect(readContractLabel("cacheAccess", "cache-aside · TTL 5min")).toEqual({ pattern: "cacheAside", ttlMs: 300_000 });
  });
  test("stays a label when it states none", () => {
    expect(readContractLabel("call", "(1) GET /sampling")).toEqual({ label: "(1) GET /sampling" });
    expect(readContractLabel("publish", "HTTP")).toEqual({ label: "HTTP" });
    expect(readContractLabel("call", "")).toEqual({});
  });
});
