import { expect, test } from "vitest";
import type { Design } from "./design.ts";
import { updateDesign } from "./edit.ts";
import { onlySettingsDiffer } from "./only-settings.ts";
import { sketch } from "./sketch.ts";

const { design } = sketch()
  .service("order")
  .service("stock", { instances: { min: 1 } })
  .call("order", "stock", { retry: { max: 3 } });

const order = (change: object): Design => ({ ...design, components: design.components.map((component) => (component.id === "order" ? { ...component, ...change } : component)) });
const call = (change: object): Design => ({ ...design, connections: design.connections.map((connection) => ({ ...connection, ...change })) });

test.each([
  ["nothing", design],
  ["a number", call({ timeoutMs: 5_000 })],
  ["a group with a number, its flags and choices included", call({ retry: { max: 2, backoff: "exponential", jitter: true } })],
  ["a group that was not there", order({ healthCheck: { path: "/health", intervalMs: 10_000 } })],
])("%s is a setting", (_, after) => expect(onlySettingsDiffer(design, after)).toBe(true));

test.each([
  ["a flag", call({ tls: true })],
  ["a choice", call({ auth: "mtls" })],
  ["a reference", order({ team: "checkout" })],
  ["a setting that is taken away", call({ retry: undefined })],
  ["another end", call({ to: "order" })],
  ["a list that grows", order({ metrics: ["rate"] })],
  ["an element that comes", { ...design, decisions: [{ id: "adr-1", title: "x" }] }],
  ["an element that goes", { ...design, connections: [] }],
  ["a property of the design", updateDesign(design, { profile: "modular-monolith" })],
  ["a number beside a flag", call({ timeoutMs: 5_000, tls: true })],
])("%s is none", (_, after) => expect(onlySettingsDiffer(design, after)).toBe(false));
