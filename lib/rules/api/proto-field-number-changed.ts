import { type NumberFault, numberFaults, withRightNumber } from "#lib/analysis/field-numbers.ts";
import type { Api } from "#lib/model/contract.ts";
import { mapApis } from "#lib/model/edit-contract.ts";
import { sketch } from "#lib/model/sketch.ts";
import { type ApiCheck, checkApis, partOf, partTarget } from "../apis.ts";
import { API_KINDS } from "../endpoints.ts";
import { defineRule, finding } from "../rule.ts";

const check: ApiCheck<NumberFault> = (api, component) => {
  if (api.messages === undefined) return undefined;
  const faults = numberFaults(api);
  return faults.length === 0 ? undefined : faults.map((fault) => finding({ target: partTarget(component, fault.subject), property: "apis", data: fault }));
};

function told({ kind, subject, number, before, other }: NumberFault): string {
  switch (kind) {
    case "renumbered":
      return `gives ${subject} the number ${number}, which was ${before ?? "another"}`;
    case "reused":
      return `gives ${subject} the number ${number}, which was that of ${other || "another field"}`;
    case "twice":
      return `gives ${subject} the number ${number}, which ${other || "another field"} has too`;
  }
}

type Message = NonNullable<Api["messages"]>[number];

const shop = sketch().service("order").call("order", "stock", { protocol: "grpc" });
const message = (...fields: NonNullable<Message["fields"]>): Message => ({ name: "Item", fields });
const api = (now: Message, previous?: Message) => ({
  apis: [
    {
      id: "stock-api",
      style: "grpc" as const,
      package: "shop.stock.v1",
      messages: [now],
      ...(previous && { previous: { id: "stock-api", style: "grpc" as const, package: "shop.stock.v1", messages: [previous] } }),
    },
  ],
});
const before = message({ name: "id", n: 1 }, { name: "count", n: 2 });

export const protoFieldNumberChanged = defineRule<NumberFault>({
  id: "api/proto-field-number-changed",
  title: "Protobuf field number changed or reused",
  severity: "error",
  each: "component",
  kinds: API_KINDS,
  check: (component, context) => checkApis(component, context, check),
  message: ({ element, data }, { index }) => `${index.nameOf(element.id)} ${told(data)}.`,
  why: "Only the number is on the wire: old and new programs read each other's fields into the wrong places, and nothing reports an error.",
  remedy: "Give the field its number back; a new field takes a number that was never used.",
  sources: ["000 §9 Protobuf Best Practices", "004 §2.3"],
  needs: ["api.messages", "api.previous"],
  fix: {
    title: "Restore the number, or take a fresh one",
    apply: (design, found) => mapApis(design, found.element.id, (one) => withRightNumber(one, partOf(found))),
  },
  examples: {
    bad: [
      { title: "Fields put into another order", sketch: shop.service("stock", api(message({ name: "count", n: 1 }, { name: "id", n: 2 }), before)) },
      { title: "A number with a new meaning", sketch: shop.service("stock", api(message({ name: "id", n: 1 }, { name: "warehouse", n: 2 }), before)) },
      { title: "One number for two fields", sketch: shop.service("stock", api(message({ name: "id", n: 1 }, { name: "count", n: 1 }))) },
    ],
    good: [
      { title: "A new field with a new number", sketch: shop.service("stock", api(message({ name: "id", n: 1 }, { name: "count", n: 2 }, { name: "warehouse", n: 3 }), before)) },
      { title: "Nothing to compare with", sketch: shop.service("stock", api(before)) },
    ],
  },
});
