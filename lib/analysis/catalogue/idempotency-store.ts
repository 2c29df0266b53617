import type { Component } from "#lib/model/component.ts";
import type { Endpoint } from "#lib/model/contract.ts";
import { inWords } from "#lib/model/in-words.ts";
import { counted } from "#lib/model/sentence.ts";
import type { Analysis, AnalysisContext, AnalysisTable, Answer, Input, Subject } from "../analysis.ts";
import type { DesignIndex } from "../design-index.ts";
import { finite } from "../finite.ts";
import { idempotencyStore, operationRps } from "../idempotency-store.ts";
import { byId } from "../ownership.ts";
import { type Use, usesOf } from "../utilisation.ts";
import { componentInput, connectionInput, missingAmong, once, thresholdInput } from "./inputs.ts";
import { inputsOfUse } from "./use-inputs.ts";

/** An operation that changes something and may be called twice, and where it is written. */
interface Operation {
  readonly endpoint: Endpoint;
  /** Keys down to it: `apis.0.endpoints.1`. */
  readonly path: string;
  readonly name: string;
}

const REPEATED_WITH_KEY = new Set(["POST", "PATCH"]);

/** Whether an operation remembers keys, or should: it changes something, and repeating it would change more. */
const wantsKey = ({ idempotencyKey, idempotent, effect, method }: Endpoint): boolean =>
  idempotencyKey !== undefined || (idempotent !== true && effect !== "read" && REPEATED_WITH_KEY.has(method?.toUpperCase() ?? ""));

const operationsOf = ({ apis = [] }: Component): readonly Operation[] =>
  apis.flatMap(({ style, endpoints = [] }, api) =>
    style === "graphql" || style === "grpc"
      ? []
      : endpoints.flatMap((endpoint, at): Operation[] => {
          const name = endpoint.path ? `${endpoint.method || "any method"} ${endpoint.path}` : endpoint.id || "an unnamed operation";
          return wantsKey(endpoint) ? [{ endpoint, path: `apis.${api}.endpoints.${at}`, name }] : [];
        }),
  );

/** What the keys of one operation take. */
interface Kept {
  readonly operation: Operation;
  readonly rps: number | undefined;
  /** Whether the rate is that of all requests of the component together, because no connection tells that of the operation. */
  readonly isBound: boolean;
  readonly ttlMs: number;
  /** Whether nobody said how long keys are kept, so that they count as kept for as long as is asked for. */
  readonly isAsked: boolean;
  readonly keys: number;
  readonly bytes: number;
}

/** What everything is worked out from. */
interface Question {
  readonly context: AnalysisContext;
  readonly component: Component;
  /** All requests of the component together, when anything is known of them. */
  readonly requests: Use | undefined;
  readonly recordBytes: number;
  readonly wantedMs: number;
}

function keptBy(operation: Operation, { context: { index }, component, requests, recordBytes, wantedMs }: Question): Kept {
  const named = operationRps(index, component.id, operation.endpoint.id);
  const rps = named ?? requests?.loadRps;
  const ttlMs = operation.endpoint.idempotencyKey?.ttlMs;
  const store = rps === undefined ? { keys: 0, bytes: 0 } : idempotencyStore(rps, ttlMs ?? wantedMs, recordBytes);
  return { operation, rps, isBound: named === undefined, ttlMs: ttlMs ?? wantedMs, isAsked: ttlMs === undefined, keys: finite(store.keys), bytes: finite(store.bytes) };
}

/** The calls that name an operation. */
const callsOf = (index: DesignIndex, { id }: Component, { endpoint }: Operation) =>
  byId(index.incoming(id)).filter(({ kind, operation }) => kind === "call" && operation === endpoint.id);

function inputsOf({ context, component, requests }: Question, operations: readonly Operation[]): readonly Input[] {
  const { index } = context;
  const loads = requests
    ? inputsOfUse(index, requests).filter(({ place: { property } }) => property === "rps" || property.endsWith("peakRps"))
    : componentInput(index, component.id, "peakRps", "peak load", "rps");
  return [
    ...once(
      operations.flatMap((operation) => {
        const calls = callsOf(index, component, operation);
        return [
          ...calls.flatMap(({ id }) => connectionInput(index, id, "rps", "rate", "rps")),
          ...(operationRps(index, component.id, operation.endpoint.id) === undefined ? loads : []),
          ...componentInput(index, component.id, `${operation.path}.idempotencyKey.ttlMs`, `key lifetime of ${operation.name}`, "ms"),
        ];
      }),
    ),
    thresholdInput(context, "api.idempotencyRecordBytes", "One record", "bytes"),
    thresholdInput(context, "api.idempotencyTtlMs", "Keys are to be kept for", "ms"),
  ];
}

function tableOf(kept: readonly Kept[], wantedMs: number): AnalysisTable {
  return {
    title: "Operations that change something",
    columns: ["Operation", "Calls", "Kept for", "Keys", "Room"],
    rows: kept.map(({ operation, rps, isBound, ttlMs, isAsked, keys, bytes }) => [
      { value: operation.name },
      { value: rps === undefined ? "missing" : `${isBound ? "at most " : ""}${inWords(finite(rps), "rps")}` },
      {
        value: isAsked ? (operation.endpoint.idempotencyKey?.required === true ? "not said" : "no key yet") : inWords(ttlMs, "ms"),
        tone: isAsked ? "warning" : ttlMs < wantedMs ? "bad" : "neutral",
      },
      rps === undefined ? { value: "–" } : { value: keys, unit: "count" },
      rps === undefined ? { value: "–" } : { value: bytes, unit: "bytes" },
    ]),
  };
}

function sentenceOf(kept: readonly Kept[], { context: { index }, component, wantedMs }: Question, missing: string | undefined): string {
  const name = index.nameOf(component.id);
  const known = kept.filter(({ rps }) => rps !== undefined);
  const unnamed = known.some(({ isBound }) => isBound) && !missing ? "; no call names the operation, so all requests count" : "";
  const lacking = missing ? `; missing: ${missing}` : unnamed;
  const [first] = known.toSorted((a, b) => b.bytes - a.bytes);
  if (!first) return `How many keys ${name} has to remember cannot be said yet${lacking}.`;
  const bound = known.some(({ isBound }) => isBound) ? "at most " : "";
  const tooShort = kept.filter(({ ttlMs }) => ttlMs < wantedMs);
  const early = tooShort[0] ? `; those of ${tooShort[0].operation.name} are forgotten after ${inWords(tooShort[0].ttlMs, "ms")}, and ${inWords(wantedMs, "ms")} are asked for` : "";
  const total = finite(known.reduce((sum, { bytes }) => sum + bytes, 0));
  const room = `${bound}${inWords(total, "bytes")}`;
  if (known.length > 1) {
    return `The keys of ${counted(known.length, "operation")} of ${name} take ${room}, those of ${first.operation.name} ${bound}${inWords(first.bytes, "bytes")}${early}${lacking}.`;
  }
  const { operation, isAsked, keys, ttlMs } = first;
  return isAsked
    ? `Kept for ${inWords(ttlMs, "ms")}, as asked for, the keys of ${operation.name} would be ${bound}${inWords(keys, "count")} and take ${inWords(total, "bytes")}${lacking}.`
    : `${name} remembers ${bound}${inWords(keys, "count")} keys of ${operation.name} for ${inWords(ttlMs, "ms")}, in ${inWords(total, "bytes")}${early}${lacking}.`;
}

function analyse(question: Question): Answer {
  const { context, component, recordBytes, wantedMs } = question;
  const operations = operationsOf(component);
  if (operations.length === 0)
    return { verdict: "neutral", sentence: `No operation of ${context.index.nameOf(component.id)} changes anything.`, working: [], inputs: [], figures: [] };
  const kept = operations.map((operation) => keptBy(operation, question));
  const inputs = inputsOf(question, operations);
  const missing = missingAmong(inputs);
  const known = kept.filter(({ rps }) => rps !== undefined);
  const isTooShort = kept.some(({ ttlMs }) => ttlMs < wantedMs);
  return {
    verdict: isTooShort ? "bad" : missing || kept.some(({ rps, isBound }) => rps === undefined || isBound) ? "undecided" : "good",
    sentence: sentenceOf(kept, question, missing),
    working: [
      ...new Set(
        known.map(
          ({ operation, rps = 0, ttlMs, keys, bytes }) =>
            `${operation.name}: ${inWords(finite(rps), "rps")} × ${inWords(ttlMs, "ms")} = ${inWords(keys, "count")} keys × ${inWords(recordBytes, "bytes")} = ${inWords(bytes, "bytes")}`,
        ),
      ),
    ],
    inputs,
    figures:
      known.length === 0
        ? []
        : [
            { label: "Keys at once", value: finite(known.reduce((sum, { keys }) => sum + keys, 0)), unit: "count" },
            { label: "Room", value: finite(known.reduce((sum, { bytes }) => sum + bytes, 0)), unit: "bytes" },
          ],
    tables: [tableOf(kept, wantedMs)],
    lit: [component.id],
    marks:
      known.length === 0
        ? []
        : [{ element: component.id, text: `keys: ${inWords(finite(known.reduce((sum, { bytes }) => sum + bytes, 0)), "bytes")}`, tone: isTooShort ? "bad" : "neutral" }],
  };
}

/** Q19: how much room remembering idempotency keys takes. */
export const idempotencyStoreSize: Analysis = {
  id: "idempotency-store",
  number: "Q19",
  title: "Idempotency store",
  question: "How much room do remembered idempotency keys take?",
  group: "Data",
  formula: ["keys = calls per second × time they are kept", "room = keys × bytes of one record"],
  sources: ["004 §5.4"],
  rules: ["api/idempotency-window-short", "api/missing-idempotency-key"],
  empty: "Describe an operation that changes something, such as POST /orders.",
  subjects: ({ index }) =>
    [...index.components.values()]
      .filter((component) => operationsOf(component).length > 0)
      .map(({ id }): Subject => ({ type: "component", id, name: index.nameOf(id) }))
      .toSorted((a, b) => a.name.localeCompare(b.name, "en")),
  analyse(subject, context) {
    const component = context.index.component(subject.id);
    if (!component) return { verdict: "neutral", sentence: "It is no longer part of the design.", working: [], inputs: [], figures: [] };
    return analyse({
      context,
      component,
      requests: usesOf(component, context.index).find(({ of }) => of === "requests"),
      recordBytes: context.threshold("api.idempotencyRecordBytes").value,
      wantedMs: context.threshold("api.idempotencyTtlMs").value,
    });
  },
};
