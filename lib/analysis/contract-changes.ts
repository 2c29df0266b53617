import type { Api, BodyField, Contract, Endpoint } from "#lib/model/contract.ts";
import { patched } from "#lib/model/edit.ts";

/** Something that callers of the previous contract rely on and that is gone or different now. */
export interface ContractChange {
  readonly kind: "removed" | "moved" | "fieldRemoved" | "fieldRequired" | "typeChanged";
  /** What it is about, from the API down: `getOrder`, `getOrder.total`, `User.posts`. */
  readonly subject: string;
  /** The endpoint of the previous contract, of a REST API. */
  readonly endpoint?: Address;
  /** Where that endpoint answers now. */
  readonly movedTo?: Address;
  /** The field within the endpoint. */
  readonly field?: string;
  /** Types of a field before and now. */
  readonly before?: string;
  readonly after?: string;
}

/** What names an endpoint. */
export type Address = Pick<Endpoint, "id" | "method" | "path">;

/** A field of a GraphQL type. */
export type GraphField = NonNullable<Contract["fields"]>[number];
/** A procedure of a gRPC service. */
export type Procedure = NonNullable<Contract["rpcs"]>[number];
type Message = NonNullable<Contract["messages"]>[number];

const NONE: readonly never[] = [];
const VERSION = /(?:^|[/.])v(\d{1,9})(?:(?:alpha|beta)\d*)?(?=[/.]|$)/u;

const versionIn = (text: string | undefined): number | undefined => {
  const match = text === undefined ? null : VERSION.exec(text);
  return match ? Number(match[1]) : undefined;
};

/** Major version of a contract: declared, else as its base path, package or first path says (`/v2/…`, `shop.v2`); 1 when nothing says. */
export function majorOf(contract: Contract): number {
  return contract.major ?? versionIn(contract.basePath) ?? versionIn(contract.package) ?? versionIn(contract.endpoints?.find(({ path }) => path)?.path) ?? 1;
}

/** The previous contract of an API when both are of the same major version, so that callers of the old one meet the new one. */
export function sameMajorPrevious(api: Api): Contract | undefined {
  return api.previous && majorOf(api) === majorOf(api.previous) ? api.previous : undefined;
}

/** What the contract of an API breaks for the callers of its previous one, within the same major version. Additions break nothing. */
export function breakingChanges(api: Api): readonly ContractChange[] {
  const previous = sameMajorPrevious(api);
  if (!previous) return NONE;
  return [...endpointChanges(api, previous), ...graphChanges(api, previous), ...procedureChanges(api, previous), ...messageChanges(api, previous)];
}

/** Puts back what one subject of the previous contract was, so that its callers go on; a field that became required is optional again. */
export function restored(api: Api, subject: string): Api {
  const previous = sameMajorPrevious(api);
  if (!previous) return api;
  const changes = breakingChanges(api).filter((change) => change.subject === subject);
  if (changes.length === 0) return api;
  return patched<Api>(api, {
    endpoints: restoredEndpoints(api, previous, subject),
    fields: restoredFields(api, previous, subject),
    operations: restoredMembers(api.operations, previous.operations, ({ id }) => id, subject),
    rpcs: restoredProcedures(api, previous, subject),
    messages: restoredMessages(api, previous, subject),
  });
}

/** The items by key; of several with one key the first. */
function firstBy<Item>(items: readonly Item[] | undefined, keyOf: (item: Item) => string): Map<string, Item> {
  const map = new Map<string, Item>();
  for (const item of items ?? NONE) if (!map.has(keyOf(item))) map.set(keyOf(item), item);
  return map;
}

// REST

/** Where an endpoint answers, however its path parameters are called; nothing while it has no path. */
function addressOf({ method, path }: Endpoint): string | undefined {
  if (!path) return undefined;
  const plain = path
    .replace(/\?.*$/u, "")
    .replaceAll(/\{[^{}]*\}|:[^/]+/gu, "{}")
    .replace(/\/+$/u, "");
  return `${method?.toUpperCase() ?? ""} ${plain}`;
}

const named = ({ id, method, path }: Endpoint): Address => patched<Address>({ id }, { method, path });

/** Each endpoint of the previous contract with the one that answers its callers now, by address, else by id. */
function* endpointPairs(api: Api, previous: Contract): Generator<{ before: Endpoint; now: Endpoint | undefined; moved: boolean }> {
  const byAddress = firstBy(api.endpoints, (endpoint) => addressOf(endpoint) ?? "");
  const byId = firstBy(api.endpoints, ({ id }) => id);
  for (const before of firstBy(previous.endpoints, ({ id }) => id).values()) {
    const address = addressOf(before);
    const same = address === undefined ? undefined : byAddress.get(address);
    const now = same ?? byId.get(before.id);
    yield { before, now, moved: same === undefined && now !== undefined && address !== undefined };
  }
}

function* bodyFields(endpoint: Endpoint): Generator<{ path: string; field: BodyField }> {
  for (const field of endpoint.body?.fields ?? NONE) {
    yield { path: field.name, field };
    for (const item of field.items ?? NONE) yield { path: `${field.name}.${item.name}`, field: item };
  }
}

function* endpointChanges(api: Api, previous: Contract): Generator<ContractChange> {
  for (const { before, now, moved } of endpointPairs(api, previous)) {
    const endpoint = named(before);
    if (!now) {
      yield { kind: "removed", subject: before.id, endpoint };
      continue;
    }
    if (moved) yield { kind: "moved", subject: before.id, endpoint, movedTo: named(now) };
    for (const field of now.responseFields ? new Set(before.responseFields) : NONE) {
      if (!now.responseFields?.includes(field)) yield { kind: "fieldRemoved", subject: `${before.id}.${field}`, endpoint, field };
    }
    yield* bodyChanges(before, now, endpoint);
  }
}

function* bodyChanges(before: Endpoint, now: Endpoint, endpoint: Address): Generator<ContractChange> {
  const known = firstBy([...bodyFields(before)], ({ path }) => path);
  for (const { path, field } of bodyFields(now)) {
    const old = known.get(path)?.field;
    const subject = `${before.id}.${path}`;
    if (field.required === true && old?.required !== true) yield { kind: "fieldRequired", subject, endpoint, field: path };
    if (isOtherType(old?.type, field.type)) yield { kind: "typeChanged", subject, endpoint, field: path, before: old?.type ?? "", after: field.type ?? "" };
  }
}

const isOtherType = (before: string | undefined, now: string | undefined): boolean => before !== undefined && now !== undefined && before !== now;

function restoredEndpoints(api: Api, previous: Contract, subject: string): Endpoint[] | undefined {
  let endpoints = api.endpoints;
  for (const { before, now, moved } of endpointPairs(api, previous)) {
    if (now === undefined) {
      if (before.id === subject) endpoints = [...(endpoints ?? []), before];
      continue;
    }
    const lost = before.responseFields?.find((field) => `${before.id}.${field}` === subject && now.responseFields?.includes(field) === false);
    const next = patched<Endpoint>(now, {
      ...(moved && before.id === subject && { method: before.method, path: before.path }),
      ...(lost !== undefined && { responseFields: [...(now.responseFields ?? []), lost] }),
      body: restoredBody(before, now, subject),
    });
    if (next !== now) endpoints = endpoints?.map((endpoint) => (endpoint === now ? next : endpoint));
  }
  return endpoints;
}

function restoredBody(before: Endpoint, now: Endpoint, subject: string): Endpoint["body"] {
  if (!now.body?.fields) return now.body;
  const known = firstBy([...bodyFields(before)], ({ path }) => path);
  let changed = false;
  const restore = <Value extends Pick<BodyField, "name" | "type" | "required">>(field: Value, path: string): Value => {
    if (`${before.id}.${path}` !== subject) return field;
    const old = known.get(path)?.field;
    changed = true;
    return {
      ...field,
      ...(field.required === true && old?.required !== true && { required: false }),
      ...(isOtherType(old?.type, field.type) && { type: old?.type }),
    };
  };
  const fields = now.body.fields.map((field) => {
    const next = restore(field, field.name);
    return next.items ? { ...next, items: next.items.map((item) => restore(item, `${field.name}.${item.name}`)) } : next;
  });
  return changed ? { ...now.body, fields } : now.body;
}

// GraphQL

/** How a GraphQL field is named: `User.posts`. */
export const fieldPath = ({ type, name }: GraphField): string => (type ? `${type}.${name}` : name);
const shapeOf = ({ list, connection }: GraphField): string => (connection ? "connection" : list ? "list" : "single value");

function* graphChanges(api: Api, previous: Contract): Generator<ContractChange> {
  const fields = firstBy(api.fields, fieldPath);
  for (const [path, before] of firstBy(previous.fields, fieldPath)) {
    const now = fields.get(path);
    if (!now) yield { kind: "removed", subject: path };
    else if (shapeOf(now) !== shapeOf(before)) yield { kind: "typeChanged", subject: path, before: shapeOf(before), after: shapeOf(now) };
  }
  const operations = new Set(api.operations?.map(({ id }) => id));
  for (const id of firstBy(previous.operations, (operation) => operation.id).keys()) {
    if (!operations.has(id)) yield { kind: "removed", subject: id };
  }
}

function restoredFields(api: Api, previous: Contract, subject: string): GraphField[] | undefined {
  const before = firstBy(previous.fields, fieldPath).get(subject);
  const fields = restoredMembers(api.fields, previous.fields, fieldPath, subject);
  if (!before || !fields) return fields;
  return fields.map((field) =>
    fieldPath(field) === subject && shapeOf(field) !== shapeOf(before) ? patched<GraphField>(field, { list: before.list, connection: before.connection }) : field,
  );
}

/** The members with the one that the subject names, if it was there before and is not now. */
function restoredMembers<Item>(now: Item[] | undefined, before: readonly Item[] | undefined, keyOf: (item: Item) => string, subject: string): Item[] | undefined {
  const lost = before?.find((item) => keyOf(item) === subject);
  return lost === undefined || now?.some((item) => keyOf(item) === subject) ? now : [...(now ?? []), lost];
}

// gRPC

/** How a procedure is named: its name, else its id. */
export const procedureName = ({ name, id }: Procedure): string => name || id;
const streamOf = ({ stream }: Procedure): string => (stream ? `${stream} stream` : "single message");

function* procedureChanges(api: Api, previous: Contract): Generator<ContractChange> {
  const procedures = firstBy(api.rpcs, procedureName);
  for (const [name, before] of firstBy(previous.rpcs, procedureName)) {
    const now = procedures.get(name);
    if (!now) yield { kind: "removed", subject: name };
    else if (now.stream !== before.stream) yield { kind: "typeChanged", subject: name, before: streamOf(before), after: streamOf(now) };
  }
}

function restoredProcedures(api: Api, previous: Contract, subject: string): Procedure[] | undefined {
  const before = firstBy(previous.rpcs, procedureName).get(subject);
  const procedures = restoredMembers(api.rpcs, previous.rpcs, procedureName, subject);
  return before ? procedures?.map((procedure) => (procedureName(procedure) === subject ? patched<Procedure>(procedure, { stream: before.stream }) : procedure)) : procedures;
}

/** Types of the fields of a message, by `Message.field`; numbers have rules of their own. */
function messageTypes(messages: readonly Message[] | undefined): Map<string, string> {
  const types = new Map<string, string>();
  for (const message of messages ?? NONE) {
    for (const { name, type } of message.fields ?? NONE) {
      const path = `${message.name}.${name}`;
      if (type !== undefined && !types.has(path)) types.set(path, type);
    }
  }
  return types;
}

function* messageChanges(api: Api, previous: Contract): Generator<ContractChange> {
  const before = messageTypes(previous.messages);
  if (before.size === 0) return;
  for (const [path, after] of messageTypes(api.messages)) {
    const type = before.get(path);
    if (isOtherType(type, after)) yield { kind: "typeChanged", subject: path, before: type ?? "", after };
  }
}

function restoredMessages(api: Api, previous: Contract, subject: string): Message[] | undefined {
  const type = messageTypes(previous.messages).get(subject);
  if (type === undefined) return api.messages;
  return api.messages?.map((message) =>
    message.fields?.some(({ name }) => `${message.name}.${name}` === subject)
      ? { ...message, fields: message.fields.map((field) => (`${message.name}.${field.name}` === subject && field.type !== undefined ? { ...field, type } : field)) }
      : message,
  );
}
