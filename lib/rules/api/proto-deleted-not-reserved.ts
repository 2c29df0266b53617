import { type DeletedField, deletedFields, withReserved } from "#lib/analysis/field-numbers.ts";
import type { Api } from "#lib/model/contract.ts";
import { mapApis } from "#lib/model/edit-contract.ts";
import { sketch } from "#lib/model/sketch.ts";
import { type ApiCheck, checkApis, partOf, partTarget } from "../apis.ts";
import { API_KINDS } from "../endpoints.ts";
import { defineRule, finding } from "../rule.ts";

const check: ApiCheck<DeletedField> = (api, component) => {
  if (api.previous === undefined || api.messages === undefined) return undefined;
  const deleted = deletedFields(api);
  return deleted.length === 0 ? undefined : deleted.map((field) => finding({ target: partTarget(component, field.subject), property: "apis", data: field }));
};

type Message = NonNullable<Api["messages"]>[number];

const shop = sketch().service("order").call("order", "stock", { protocol: "grpc" });
const before: Message = {
  name: "Item",
  fields: [
    { name: "id", n: 1 },
    { name: "count", n: 2 },
  ],
};
const api = (now: Message) => ({
  apis: [
    {
      id: "stock-api",
      style: "grpc" as const,
      package: "shop.stock.v1",
      messages: [now],
      previous: { id: "stock-api", style: "grpc" as const, package: "shop.stock.v1", messages: [before] },
    },
  ],
});

export const protoDeletedNotReserved = defineRule<DeletedField>({
  id: "api/proto-deleted-not-reserved",
  title: "Deleted protobuf field not reserved",
  severity: "error",
  each: "component",
  kinds: API_KINDS,
  check: (component, context) => checkApis(component, context, check),
  message: ({ element, data }, { index }) => `${index.nameOf(element.id)} dropped ${data.subject} without reserving its number ${data.number}.`,
  why: "The next field takes the free number, and messages that are stored, queued or sent by old programs are read as something that they never said.",
  remedy: "List the number of every deleted field under reserved.",
  sources: ["000 §9 Protobuf Best Practices"],
  needs: ["api.messages.reserved", "api.previous"],
  fix: {
    title: "Reserve the number",
    apply: (design, found) => mapApis(design, found.element.id, (one) => withReserved(one, partOf(found))),
  },
  examples: {
    bad: [{ title: "The number is free again", sketch: shop.service("stock", api({ name: "Item", fields: [{ name: "id", n: 1 }] })) }],
    good: [
      { title: "The number stays taken", sketch: shop.service("stock", api({ name: "Item", fields: [{ name: "id", n: 1 }], reserved: [2] })) },
      { title: "Nothing was dropped", sketch: shop.service("stock", api(before)) },
    ],
  },
});
