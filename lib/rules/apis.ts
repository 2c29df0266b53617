import { fieldPath, type GraphField } from "#lib/analysis/contract-changes.ts";
import type { Component } from "#lib/model/component.ts";
import type { Api } from "#lib/model/contract.ts";
import type { Design } from "#lib/model/design.ts";
import { type Patch, patched } from "#lib/model/edit.ts";
import { mapApis } from "#lib/model/edit-contract.ts";
import { type Finding, type Report, type RuleContext, withOutcome } from "./rule.ts";

const NONE: readonly never[] = [];

/** How an API is named in reports: by its component when that offers no other, else `order:admin-api`. */
export const apiTarget = (component: Component, api: Api): string => (component.apis?.length === 1 ? component.id : `${component.id}:${api.id}`);

/** How an API is named in sentences: `the API orders-api`. */
export const apiName = (api: Api): string => (api.id ? `the API ${api.id}` : "an unnamed API");

/** How a part of a contract (a field, a procedure) is named in reports: `order:User.posts`. */
export const partTarget = (component: Component, part: string): string => `${component.id}:${part}`;

/** Whether an API is REST: declared, or it has endpoints. */
export const offersRest = (api: Api): boolean => api.style === "rest" || (api.style === undefined && !!api.endpoints?.length);
/** Whether an API is GraphQL: declared, or it has fields. */
export const offersGraphql = (api: Api): boolean => api.style === "graphql" || (api.style === undefined && !!api.fields?.length);
/** Whether an API is gRPC: declared, or it has procedures or messages. */
export const offersGrpc = (api: Api): boolean => api.style === "grpc" || (api.style === undefined && !!(api.rpcs?.length || api.messages?.length));

/** What a rule says about one API. */
export type ApiCheck<Data> = (api: Api, component: Component, context: RuleContext) => Report<Data> | readonly Report<Data>[] | undefined;

/** Runs a check over every API of a component; nothing when all of them pass. */
export function checkApis<Data>(component: Component, context: RuleContext, check: ApiCheck<Data>): readonly Report<Data>[] | undefined {
  if (component.apis === undefined) return undefined;
  let reports: Report<Data>[] | undefined;
  for (const api of component.apis) {
    const outcome = check(api, component, context);
    if (outcome !== undefined) reports = withOutcome(reports, outcome);
  }
  return reports;
}

/** Changes the API that a finding is about. */
export function updateApi(design: Design, found: Finding, { index }: RuleContext, patch: (api: Api) => Patch<Api>): Design {
  const component = index.component(found.element.id);
  if (!component) return design;
  return mapApis(design, component.id, (api) => (apiTarget(component, api) === found.target ? patched<Api>(api, patch(api)) : api));
}

/** Changes the GraphQL fields that a finding is about. */
export function updateFields(design: Design, found: Finding, patch: (field: GraphField) => Patch<GraphField>): Design {
  return mapApis(design, found.element.id, (api) =>
    api.fields?.some((field) => fieldPath(field) === partOf(found))
      ? { ...api, fields: api.fields.map((field) => (fieldPath(field) === partOf(found) ? patched<GraphField>(field, patch(field)) : field)) }
      : api,
  );
}

/** The part of a contract that a finding is about, as `partTarget` named it. */
export const partOf = (found: Finding): string => found.target.slice(found.element.id.length + 1);

/** Words that a list lacks, whatever their case and separators: `request_id` is `requestId`. */
export function lacking(words: readonly string[] | undefined, wanted: readonly string[]): readonly string[] {
  if (words === undefined) return wanted;
  if (wanted.every((word) => words.includes(word))) return NONE;
  const plain = new Set(words.map(plainWord));
  return wanted.filter((word) => !plain.has(plainWord(word)));
}

const plainWord = (word: string): string => word.toLowerCase().replaceAll(/[_\s-]/gu, "");
