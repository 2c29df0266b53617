import { describe, expect, test } from "vitest";
import type { Component } from "#lib/model/component.ts";
import { type Sketch, sketch } from "#lib/model/sketch.ts";
import { DesignIndex } from "./design-index.ts";
import { contextsOf, groupOf, headOf, teamOf } from "./ownership.ts";

function read(drawn: Sketch) {
  const index = new DesignIndex(drawn.design);
  const get = (id: string): Component => {
    const component = index.component(id);
    if (!component) throw new Error(`${id} is not drawn`);
    return component;
  };
  return { index, head: (id: string) => headOf(get(id), index).id, group: (id: string) => groupOf(get(id), index).map((member) => member.id), get };
}

describe("the head of a replica", () => {
  test("is the database that it names, over several hops", () => {
    const { head, group } = read(sketch().database("pg").database("a", { role: "replica", replicaOf: "pg" }).database("b", { role: "replica", replicaOf: "a" }));
    expect([head("pg"), head("a"), head("b")]).toEqual(["pg", "pg", "pg"]);
    expect(group("pg")).toEqual(["pg", "a", "b"]);
  });

  test("is the primary of its cluster when nothing links it", () => {
    const { head } = read(sketch().database("x", { clusterId: "one" }).database("y", { clusterId: "two" }).database("r", { role: "replica", clusterId: "two" }));
    expect(head("r")).toBe("y");
  });

  test("is the only primary of its engine", () => {
    const { head } = read(
      sketch().database("pg", { engine: "postgresql" }).database("es", { engine: "elasticsearch", role: "readModel" }).database("r", { role: "replica", engine: "postgresql" }),
    );
    expect(head("r")).toBe("pg");
  });

  test("is itself when two primaries are possible, when it names nothing that exists", () => {
    expect(read(sketch().database("x").database("y").database("r", { role: "replica" })).head("r")).toBe("r");
    expect(read(sketch().database("x").database("y").database("r", { role: "replica", replicaOf: "gone" })).head("r")).toBe("r");
  });

  test("in a circle is the first by id, wherever the walk starts", () => {
    const { head, group } = read(
      sketch().database("y", { replicaOf: "x" }).database("x", { replicaOf: "y" }).database("into", { replicaOf: "y" }).database("self", { replicaOf: "self" }),
    );
    expect([head("x"), head("y"), head("into"), head("self")]).toEqual(["x", "x", "x", "self"]);
    expect(group("x")).toEqual(["x", "y", "into"]);
  });
});

describe("where a component belongs", () => {
  test("is what it declares, before what it is nested in", () => {
    const { index, get } = read(
      sketch()
        .boundary("team", "checkout")
        .boundary("context", "ordering", { parent: "checkout" })
        .boundary("zone", "inner", { parent: "ordering" })
        .service("declared", { contexts: ["billing"], zone: "inner", team: "money" })
        .service("nested", { zone: "inner" })
        .service("lost"),
    );
    expect([contextsOf(get("declared"), index), teamOf(get("declared"), index)]).toEqual([["billing"], "money"]);
    expect([contextsOf(get("nested"), index), teamOf(get("nested"), index)]).toEqual([["ordering"], "checkout"]);
    expect([contextsOf(get("lost"), index), teamOf(get("lost"), index)]).toEqual([[], undefined]);
  });
});
