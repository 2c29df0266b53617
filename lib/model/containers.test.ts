import { describe, expect, test } from "vitest";
import { Containers, homePatch } from "./containers.ts";
import { boundaryAt, placementOf } from "./geometry.ts";
import { sketch } from "./sketch.ts";

const design = sketch()
  .boundary("region", "eu")
  .boundary("context", "sales", { parent: "eu" })
  .boundary("team", "shop-team")
  .boundary("team", "idle-team")
  .service("order", { contexts: ["sales"], team: "shop-team" })
  .service("loose", { team: "shop-team" })
  .service("adrift")
  .set({ layout: { components: { order: { x: 100, y: 100 }, loose: { x: 600, y: 100 }, adrift: { x: 900, y: 100 } } } }).design;

describe("containers", () => {
  test("a component is drawn in its context first, else in its team", () => {
    const containers = new Containers(design);
    expect(["order", "loose", "adrift"].map((id) => containers.homeOf(id)?.id)).toEqual(["sales", "shop-team", undefined]);
    expect(new Containers(design, "team").homeOf("order")?.id).toBe("shop-team");
  });

  test("a boundary whose components are all drawn elsewhere is not drawn; an empty one is", () => {
    const placement = placementOf(design, "team");
    expect([...placement.boundaries.keys()].toSorted()).toEqual(["idle-team", "shop-team"]);
    expect(new Containers(design).isDrawn("eu")).toBe(true);
  });

  test("boundaries enclose what they hold, and those around them", () => {
    const { boundaries, components } = placementOf(design);
    const [order, sales, eu] = [components.get("order"), boundaries.get("sales"), boundaries.get("eu")];
    expect(sales?.x).toBeLessThan(order?.x ?? 0);
    expect(eu?.width).toBeGreaterThan(sales?.width ?? Infinity);
    expect(boundaryAt(placementOf(design), { x: 110, y: 110 })).toBe("sales");
    expect(boundaryAt(placementOf(design), { x: 905, y: 400 })).toBeUndefined();
  });

  test("parents in a circle are cut", () => {
    const circle = sketch()
      .boundary("context", "a", { parent: "b" })
      .boundary("context", "b", { parent: "a" })
      .service("s", { contexts: ["a"] }).design;
    expect(new Containers(circle).roots.map(({ id }) => id)).toEqual(["a", "b"]);
    expect(placementOf(circle).boundaries.size).toBe(2);
  });

  test("dropping into a zone clears the context that would be drawn first", () => {
    const zoned = sketch()
      .boundary("zone", "dmz")
      .boundary("context", "sales")
      .service("order", { contexts: ["sales"], team: "t" }).design;
    const [order] = zoned.components;
    const dmz = zoned.boundaries.find(({ id }) => id === "dmz");
    expect(homePatch(order ?? expect.fail(), dmz)).toEqual({ contexts: undefined, team: undefined, zone: "dmz" });
    expect(homePatch(order ?? expect.fail(), undefined)).toEqual({ contexts: undefined, team: undefined, zone: undefined, region: undefined });
  });

  test("what has no place is put below the rest, never lost", () => {
    const half = sketch()
      .service("a")
      .service("b")
      .set({ layout: { components: { a: { x: 0, y: 0 } } } }).design;
    const placement = placementOf(half);
    expect(placement.complete).toBe(false);
    expect(placement.components.get("b")?.y).toBeGreaterThan(64);
  });
});
