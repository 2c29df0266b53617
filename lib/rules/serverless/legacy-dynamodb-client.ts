import type { Component } from "#lib/model/component.ts";
import { updateConnection } from "#lib/model/edit.ts";
import { sketch } from "#lib/model/sketch.ts";
import { endsOf } from "../ends.ts";
import { defineRule, finding } from "../rule.ts";

/** The client that quick fixes write. */
const DOCUMENT_CLIENT = "documentClient-v3";

const isDynamo = (store: Component | undefined): boolean => store?.kind === "database" && /dynamo/iu.test(store.engine ?? store.technology?.name ?? "");
/** Whether a client is the document client of the third SDK, under any of its names (`dynamodb-document-client-v3`, `@aws-sdk/lib-dynamodb`). */
const isDocumentClient = (client: string | undefined): boolean => {
  const name = (client ?? "").toLowerCase().replaceAll(/[^a-z0-9]/gu, "");
  return name.includes("libdynamodb") || (name.includes("documentclient") && name.includes("v3"));
};

const platform = sketch().set({ profile: "serverless" }).component("function", "apiStreams").database("streams", { engine: "dynamodb", model: "keyValue" });

export const legacyDynamodbClient = defineRule<{ readonly client?: string }>({
  id: "serverless/legacy-dynamodb-client",
  title: "Old DynamoDB client",
  severity: "warning",
  profiles: ["serverless"],
  each: "connection",
  kinds: ["data"],
  check(access, { index }) {
    if (isDocumentClient(access.client) || index.source(access)?.kind !== "function" || !isDynamo(index.target(access))) return undefined;
    return finding({ property: "client", data: access.client?.trim() ? { client: access.client.trim() } : {} });
  },
  message({ element, data }, { index }) {
    const { from, to } = endsOf(index, element);
    return data.client === undefined
      ? `Nothing says which client ${from} uses for ${to}; it should be ${DOCUMENT_CLIENT}.`
      : `${from} uses ${data.client} for ${to} instead of ${DOCUMENT_CLIENT}.`;
  },
  why: "The second SDK is no longer maintained and loads every service of AWS into the bundle; the plain client makes every function translate types by itself.",
  remedy: "Use the DocumentClient of the third SDK, made once outside of the handler.",
  sources: ["000 MDL DynamoDB DocumentClient Pattern"],
  needs: ["connection.client", "component.engine"],
  fix: { title: `Use ${DOCUMENT_CLIENT}`, apply: (design, found) => updateConnection(design, found.element.id, { client: DOCUMENT_CLIENT }) },
  examples: {
    bad: [
      { title: "The second SDK", sketch: platform.data("apiStreams", "streams", { mode: "rw", client: "aws-sdk v2" }) },
      { title: "Nothing is said", sketch: platform.data("apiStreams", "streams", { mode: "rw" }) },
    ],
    good: [
      { title: "The DocumentClient of the third SDK", sketch: platform.data("apiStreams", "streams", { mode: "rw", client: DOCUMENT_CLIENT }) },
      {
        title: "Another database has another client",
        sketch: sketch().set({ profile: "serverless" }).component("function", "apiStreams").database("pg", { engine: "postgresql" }).data("apiStreams", "pg", { mode: "rw" }),
      },
    ],
  },
});
