import { describe, expect, it } from "vitest";
import type { Component } from "#lib/model/component.ts";
import { cardText } from "./card-text.ts";

const names = (id: string) => (id === "t1" ? "Checkout team" : undefined);
const service = (properties: Partial<Component>): Component => ({ id: "s", kind: "service", name: "Order", ...properties });

describe("what stands on a card", () => {
  it("names kind and technology", () => {
    expect(cardText(service({ technology: { name: "Go" } }), names).subtitle).toBe("Service · Go");
    expect(cardText({ id: "d", kind: "database", name: "Orders", engine: "postgresql" }, names).subtitle).toBe("Database · PostgreSQL");
    expect(cardText(service({}), names)).toEqual({ subtitle: "Service", facts: [] });
  });

  it("shows up to three facts with units, and never an empty tall card", () => {
    expect(cardText(service({ instances: { min: 3, max: 6 }, p99Ms: 120, team: "t1" }), names).facts).toEqual(["3–6×", "p99 120ms", "Checkout team"]);
    expect(cardText({ id: "q", kind: "queue", name: "Mails", role: "dlq", visibilityTimeoutMs: 30_000, p99Ms: 5 }, names).facts).toContain("30s");
    expect(cardText({ id: "c", kind: "client", name: "Shop", team: "gone" }, names).facts).toEqual(["gone"]);
  });
});
