import type { Api, Contract } from "#lib/model/contract.ts";
import { sameMajorPrevious } from "./contract-changes.ts";

type Message = NonNullable<Contract["messages"]>[number];
type Field = NonNullable<Message["fields"]>[number];

/** A field of a Protobuf message whose number is not what readers of old messages expect. */
export interface NumberFault {
  /** `renumbered`: had another number; `reused`: the number was another field's; `twice`: another field of the message has it too. */
  readonly kind: "renumbered" | "reused" | "twice";
  /** `Order.total`. */
  readonly subject: string;
  readonly number: number;
  /** The number that the field had. */
  readonly before?: number;
  /** The field that had or has the number. */
  readonly other?: string;
}

/** A field that left a message although nothing keeps its number from being used again. */
export interface DeletedField {
  /** `Order.total`. */
  readonly subject: string;
  readonly message: string;
  readonly number: number;
}

/** Highest field number that Protobuf allows, and the numbers that it keeps for itself. */
const HIGHEST = 536_870_911;
const isKept = (number: number): boolean => number >= 19_000 && number <= 19_999;

const pathOf = (message: Message, field: Field): string => `${message.name}.${field.name}`;

/** The numbers of a message of the previous contract that belong to one field only, both ways round. */
interface Numbers {
  readonly ofName: ReadonlyMap<string, number>;
  readonly ofNumber: ReadonlyMap<number, string>;
}

function numbersOf(message: Message | undefined): Numbers {
  const names = new Map<string, Set<number>>();
  const numbers = new Map<number, Set<string>>();
  for (const { name, n } of message?.fields ?? []) {
    if (n === undefined) continue;
    names.set(name, (names.get(name) ?? new Set()).add(n));
    numbers.set(n, (numbers.get(n) ?? new Set()).add(name));
  }
  const ofName = new Map<string, number>();
  const ofNumber = new Map<number, string>();
  for (const [name, own] of names) {
    const [number] = own;
    if (own.size !== 1 || number === undefined || numbers.get(number)?.size !== 1) continue;
    ofName.set(name, number);
    ofNumber.set(number, name);
  }
  return { ofName, ofNumber };
}

const previousMessage = (api: Api, name: string): Message | undefined => sameMajorPrevious(api)?.messages?.find((message) => message.name === name);

function faultOf(message: Message, field: Field, before: Numbers): NumberFault | undefined {
  const { n } = field;
  if (n === undefined) return undefined;
  const subject = pathOf(message, field);
  const own = before.ofName.get(field.name);
  if (own !== undefined) return own === n ? undefined : { kind: "renumbered", subject, number: n, before: own };
  const former = before.ofNumber.get(n);
  if (former !== undefined) return { kind: "reused", subject, number: n, other: former };
  const first = message.fields?.find((other) => other.n === n);
  return first && first.name !== field.name ? { kind: "twice", subject, number: n, other: first.name } : undefined;
}

/** The fields of an API's messages whose numbers changed or are used twice, against its previous contract of the same major version. */
export function numberFaults(api: Api): readonly NumberFault[] {
  return (api.messages ?? []).flatMap((message) => {
    const before = numbersOf(previousMessage(api, message.name));
    return (message.fields ?? []).flatMap((field) => faultOf(message, field, before) ?? []);
  });
}

/** Gives one field its former number back, or a number that no field of the message has or had. */
export function withRightNumber(api: Api, subject: string): Api {
  if (!numberFaults(api).some((fault) => fault.subject === subject)) return api;
  const messages = api.messages?.map((message) => {
    const before = numbersOf(previousMessage(api, message.name));
    const fresh = freshNumber(api, message);
    const fields = message.fields?.map((field) => {
      const fault = pathOf(message, field) === subject ? faultOf(message, field, before) : undefined;
      return fault ? { ...field, n: fault.before ?? fresh } : field;
    });
    return fields ? { ...message, fields } : message;
  });
  return messages ? { ...api, messages } : api;
}

/** The next number of a message that no field has, had or is kept from. */
export function freshNumber(api: Api, message: Message): number {
  const taken = new Set<number>(message.reserved);
  for (const { n } of [...(message.fields ?? []), ...(previousMessage(api, message.name)?.fields ?? [])]) if (n !== undefined) taken.add(n);
  let number = 1;
  for (const one of taken) if (one < HIGHEST && one >= number) number = one + 1;
  while (taken.has(number) || isKept(number)) number = number === HIGHEST ? 1 : number + 1;
  return number;
}

/** The fields that left their message since the previous contract of the same major version and whose numbers are neither reserved nor in use. */
export function deletedFields(api: Api): readonly DeletedField[] {
  const previous = sameMajorPrevious(api);
  if (!previous?.messages || !api.messages) return [];
  const deleted = new Map<string, DeletedField>();
  for (const message of api.messages) {
    const before = previousMessage(api, message.name);
    for (const field of before?.fields ?? []) {
      const { name, n } = field;
      if (n === undefined || message.reserved?.includes(n)) continue;
      if (message.fields?.some((now) => now.name === name || now.n === n)) continue;
      deleted.set(`${pathOf(message, field)} ${n}`, { subject: pathOf(message, field), message: message.name, number: n });
    }
  }
  return [...deleted.values()];
}

/** Reserves the number of a field that left its message. */
export function withReserved(api: Api, subject: string): Api {
  const numbers = deletedFields(api).filter((field) => field.subject === subject);
  if (numbers.length === 0) return api;
  const messages = api.messages?.map((message) => {
    const add = numbers.filter((field) => field.message === message.name && !message.reserved?.includes(field.number));
    return add.length > 0 ? { ...message, reserved: [...(message.reserved ?? []), ...add.map((field) => field.number)] } : message;
  });
  return messages ? { ...api, messages } : api;
}
