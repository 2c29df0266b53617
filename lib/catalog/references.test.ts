import { describe, expect, test } from "vitest";
import {
  alertDescriptors,
  boundaryDescriptors,
  componentDescriptors,
  connectionDescriptors,
  decisionDescriptors,
  flowDescriptors,
  type PropertyDescriptor,
  sagaDescriptors,
  waiverDescriptors,
} from "#lib/model/describe.ts";
import { sketch } from "#lib/model/sketch.ts";
import { type PropertyOwner, REFERENCES, referenceOptions } from "./references.ts";

const OWNERS: Record<PropertyOwner, ReadonlyMap<string, PropertyDescriptor>> = {
  component: componentDescriptors,
  connection: connectionDescriptors,
  boundary: boundaryDescriptors,
  flow: flowDescriptors,
  saga: sagaDescriptors,
  decision: decisionDescriptors,
  waiver: waiverDescriptors,
  alert: alertDescriptors,
};

const referring = (descriptor: PropertyDescriptor): string[] => [
  ...((descriptor.control === "reference" || descriptor.control === "references") && descriptor.path !== "id" ? [descriptor.path] : []),
  ...(descriptor.fields ?? []).flatMap(referring),
];

describe("references", () => {
  test.each(Object.keys(OWNERS) as PropertyOwner[])("every referring property of a %s says what it refers to", (owner) => {
    const paths = [...OWNERS[owner].values()].flatMap(referring);
    expect(Object.keys(REFERENCES[owner]).toSorted()).toEqual(paths.toSorted());
  });

  const { design } = sketch()
    .boundary("context", "ordering", { name: "Ordering" })
    .boundary("zone", "dmz", { name: "Perimeter" })
    .service("order", { name: "Order service" })
    .database("orders", { name: "Orders" })
    .queue("failed")
    .data("order", "orders")
    .decision("adr-1", "Use PostgreSQL");

  test("a property offers only what qualifies", () => {
    expect(referenceOptions(design, "component", "owner")).toEqual([{ id: "order", name: "Order service", detail: "Service" }]);
    expect(referenceOptions(design, "component", "contexts")).toEqual([{ id: "ordering", name: "Ordering", detail: "Bounded context" }]);
    expect(referenceOptions(design, "connection", "dlq").map(({ id }) => id)).toEqual(["failed"]);
    expect(referenceOptions(design, "component", "decision").map(({ name }) => name)).toEqual(["Use PostgreSQL"]);
    expect(referenceOptions(design, "flow", "connections").map(({ name }) => name)).toEqual(["Order service → Orders"]);
    expect(referenceOptions(design, "component", "purpose")).toEqual([]);
  });

  test("a trust zone is one that is drawn or a level of trust", () => {
    expect(referenceOptions(design, "component", "zone").map(({ id, name }) => `${id}: ${name}`)).toEqual([
      "dmz: Perimeter",
      "external: External",
      "public: Public",
      "private: Private",
      "restricted: Restricted",
    ]);
  });
});
