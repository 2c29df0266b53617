import * as lucide from "lucide-react";
import { readdirSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { COMPONENT_KINDS, type ComponentKind, componentProperties, componentSchema } from "#lib/model/component.ts";
import { CONNECTION_KINDS, connectionProperties, connectionSchema, PROTOCOLS } from "#lib/model/connection.ts";
import { componentDescriptors, connectionDescriptors, type PropertyDescriptor } from "#lib/model/describe.ts";
import { optionTitle } from "#lib/model/option-title.ts";
import { CONNECTIONS, connectionEntry, connectionKindsBetween, isLegal } from "./connections.ts";
import { GROUPS } from "./groups.ts";
import { KINDS, kindOf } from "./kinds.ts";
import { propertiesOfConnection, propertiesOfKind } from "./property-descriptors.ts";
import { PROTOCOL_ENTRIES, protocolOf } from "./protocols.ts";

/** Kept by importers and shown as a mark on the guessed properties, not as a field of its own. */
const NOT_A_FIELD = ["assumed"];

const kebab = (name: string) => name.replaceAll(/\p{Lu}/gu, (letter) => `-${letter.toLowerCase()}`);
const filesOf = (folder: string) => readdirSync(new URL(folder, import.meta.url)).toSorted();

function expectOptionsOfModel(
  descriptors: ReadonlyMap<string, PropertyDescriptor>,
  options: Readonly<Record<string, readonly string[] | undefined>> = {},
  shown: readonly string[],
) {
  for (const [property, values = []] of Object.entries(options)) {
    expect(shown).toContain(property);
    expect(descriptors.get(property)?.options?.map(({ value }) => value)).toEqual(expect.arrayContaining([...values]));
  }
}

describe("kinds of components", () => {
  test("one file per kind, every kind listed in the order of the model", () => {
    expect(Object.keys(KINDS)).toEqual([...COMPONENT_KINDS]);
    expect(filesOf("kinds")).toEqual(COMPONENT_KINDS.map((kind) => `${kebab(kind)}.ts`).toSorted());
  });

  test.each(COMPONENT_KINDS)("%s is complete", (kind) => {
    const entry = kindOf(kind);
    expect(entry.kind).toBe(kind);
    expect(GROUPS.map(({ id }) => id)).toContain(entry.group);
    expect(entry.description).toMatch(/^\p{Lu}.*\.$/u);
    expect(lucide.icons).toHaveProperty(entry.icon.replaceAll(/(?:^|-)(\w)/gu, (_, letter: string) => letter.toUpperCase()));
    expect(new Set(entry.properties).size, "a property is shown twice").toBe(entry.properties.length);
    expect(Object.keys(componentProperties)).toEqual(expect.arrayContaining([...entry.properties]));
    expect(entry.properties).toEqual(expect.arrayContaining([...entry.essentials, ...entry.cardFacts]));
    expect(entry.cardFacts.length).toBeLessThanOrEqual(3);
    expectOptionsOfModel(componentDescriptors, entry.options, entry.properties);
    expect(propertiesOfKind(kind).map(({ key }) => key)).toEqual(entry.properties);
    const fresh = { id: "fresh", kind, name: "Fresh", ...entry.defaults };
    expect(componentSchema.parse(fresh)).toEqual(fresh);
    expect(entry.properties).toEqual(expect.arrayContaining(Object.keys(entry.defaults ?? {})));
  });

  test("every property of the model is shown by some kind", () => {
    const shown = new Set(COMPONENT_KINDS.flatMap((kind): readonly string[] => kindOf(kind).properties));
    expect(Object.keys(componentProperties).filter((property) => !shown.has(property))).toEqual(NOT_A_FIELD);
  });

  test("a database offers only the roles of a database", () => {
    const role = propertiesOfKind("database").find(({ key }) => key === "role");
    expect(role?.options?.map(({ value }) => value)).toEqual(["primary", "replica", "readModel", "eventStore", "cacheStore"]);
  });
});

describe("kinds of connections", () => {
  test("one file per kind, every kind listed in the order of the model", () => {
    expect(Object.keys(CONNECTIONS)).toEqual([...CONNECTION_KINDS]);
    expect(filesOf("connections")).toEqual(CONNECTION_KINDS.map((kind) => `${kebab(kind)}.ts`).toSorted());
  });

  test.each(CONNECTION_KINDS)("%s is complete", (kind) => {
    const entry = connectionEntry(kind);
    expect(entry.kind).toBe(kind);
    expect(entry.description).toMatch(/^\p{Lu}.*\.$/u);
    expect(new Set(entry.properties).size, "a property is shown twice").toBe(entry.properties.length);
    expect(Object.keys(connectionProperties)).toEqual(expect.arrayContaining([...entry.properties]));
    expect(entry.properties).toEqual(expect.arrayContaining([...entry.essentials]));
    expectOptionsOfModel(connectionDescriptors, entry.options, entry.properties);
    expect(propertiesOfConnection(kind).map(({ key }) => key)).toEqual(entry.properties);
    const fresh = { id: "fresh", kind, from: "a", to: "b", ...entry.defaults };
    expect(connectionSchema.parse(fresh)).toEqual(fresh);
  });

  test("every property of the model is shown by some kind", () => {
    const shown = new Set(CONNECTION_KINDS.flatMap((kind): readonly string[] => connectionEntry(kind).properties));
    expect(Object.keys(connectionProperties).filter((property) => !shown.has(property))).toEqual(NOT_A_FIELD);
  });
});

describe("ends of connections", () => {
  test.each([
    ["client", "gateway", "call"],
    ["loadBalancer", "service", "call"],
    ["service", "external", "call"],
    ["service", "database", "data"],
    ["batchJob", "objectStore", "data"],
    ["function", "cache", "cacheAccess"],
    ["service", "topic", "publish"],
    ["service", "queue", "publish"],
    ["topic", "streamProcessor", "subscribe"],
    ["queue", "function", "subscribe"],
    ["database", "database", "replicate"],
    ["database", "topic", "connector"],
    ["topic", "database", "connector"],
    ["service", "idp", "uses"],
    ["bff", "telemetry", "uses"],
  ] as const)("%s → %s is a legal %s", (from, to, kind) => {
    expect(isLegal(kind, from, to)).toBe(true);
    expect(connectionKindsBetween(from, to)[0]).toBe(kind);
  });

  test.each([
    ["client", "database", "data"],
    ["gateway", "cache", "cacheAccess"],
    ["client", "queue", "publish"],
    ["service", "broker", "publish"],
    ["broker", "service", "subscribe"],
    ["broker", "database", "connector"],
    ["topic", "queue", "subscribe"],
    ["external", "service", "call"],
    ["gateway", "idp", "uses"],
    ["client", "idp", "uses"],
    ["idp", "service", "call"],
  ] as const)("%s → %s is not legal, and most likely meant as %s", (from, to, kind) => {
    expect(CONNECTION_KINDS.filter((one) => isLegal(one, from, to))).toEqual([]);
    expect(connectionKindsBetween(from, to)).toEqual([kind]);
  });

  test("whatever is legal is offered, and the first offer is legal whenever anything is", () => {
    for (const from of COMPONENT_KINDS as readonly ComponentKind[]) {
      for (const to of COMPONENT_KINDS) {
        const legal = CONNECTION_KINDS.filter((kind) => isLegal(kind, from, to));
        const offered = connectionKindsBetween(from, to);
        expect(offered).toEqual(expect.arrayContaining(legal));
        if (legal.length > 0) expect(legal, `${from} → ${to}`).toContain(offered[0]);
      }
    }
  });
});

describe("protocols", () => {
  test("every protocol of a call is described, and the two asynchronous choices", () => {
    expect(PROTOCOL_ENTRIES.map(({ id }) => id)).toEqual([...PROTOCOLS, "queue", "topic"]);
    for (const protocol of PROTOCOLS) expect(protocolOf(protocol)?.title).toBe(optionTitle(protocol));
  });
});
