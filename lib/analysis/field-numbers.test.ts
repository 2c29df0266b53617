import { expect, test } from "vitest";
import type { Api, Contract } from "#lib/model/contract.ts";
import { deletedFields, freshNumber, numberFaults, withReserved, withRightNumber } from "./field-numbers.ts";

type Message = NonNullable<Contract["messages"]>[number];

const message = (numbers: Record<string, number>, reserved?: number[]): Message => ({
  name: "Item",
  fields: Object.entries(numbers).map(([name, n]) => ({ name, n })),
  ...(reserved && { reserved }),
});
const api = (now: Message, before?: Message): Api => ({ id: "stock", messages: [now], ...(before && { previous: { id: "stock", messages: [before] } }) });
const told = (one: Api) => numberFaults(one).map(({ kind, subject, number }) => `${kind} ${subject} ${number}`);

test("a field that changed its number gets it back", () => {
  const swapped = api(message({ id: 2, count: 1 }), message({ id: 1, count: 2 }));
  expect(told(swapped)).toEqual(["renumbered Item.id 2", "renumbered Item.count 1"]);
  expect(withRightNumber(withRightNumber(swapped, "Item.id"), "Item.count").messages).toEqual([message({ id: 1, count: 2 })]);
});

test("a new field does not take the number of another one, left or not", () => {
  const reused = api(message({ id: 1, warehouse: 2 }), message({ id: 1, count: 2 }));
  expect(told(reused)).toEqual(["reused Item.warehouse 2"]);
  expect(withRightNumber(reused, "Item.warehouse").messages).toEqual([message({ id: 1, warehouse: 3 })]);
});

test("two fields of one message do not share a number", () => {
  const twice = api(message({ id: 1, count: 1 }));
  expect(told(twice)).toEqual(["twice Item.count 1"]);
  expect(told(withRightNumber(twice, "Item.count"))).toEqual([]);
});

test("a previous contract that contradicts itself decides nothing", () => {
  expect(told(api(message({ id: 5, count: 6 }), message({ id: 1, count: 1 })))).toEqual([]);
});

test("a deleted field leaves a reserved number behind", () => {
  const deleted = api(message({ id: 1 }), message({ id: 1, count: 2 }));
  expect(deletedFields(deleted)).toEqual([{ subject: "Item.count", message: "Item", number: 2 }]);
  expect(withReserved(deleted, "Item.count").messages).toEqual([message({ id: 1 }, [2])]);
  expect(deletedFields(withReserved(deleted, "Item.count"))).toEqual([]);
});

test("a fresh number is after all others, reserved ones too, and never one that Protobuf keeps", () => {
  const fresh = (now: Message) => freshNumber(api(now), now);
  expect(fresh(message({}))).toBe(1);
  expect(fresh(message({ id: 4 }, [9]))).toBe(10);
  expect(fresh(message({ id: 18_999 }))).toBe(20_000);
  expect(fresh(message({ id: 536_870_911 }))).toBe(1);
});
