import * as z from "zod";
import { ERROR_STATUS } from "#lib/server/errors.ts";
import { OPERATIONS } from "#lib/server/operations/catalogue.ts";
import type { Operation } from "#lib/server/operation.ts";

type Json = Record<string, unknown>;

let made: Json | undefined;

/** The description of the API in OpenAPI 3.1, made from the declared operations. */
export function openApi(): Json {
  return (made ??= {
    openapi: "3.1.0",
    info: {
      title: "Lintel",
      version: "1",
      description: "Designs, their changes and share links. Errors have one form; creating requests heed an Idempotency-Key; every answer tells how many calls are left.",
    },
    servers: [{ url: "/api/v1" }],
    paths: paths(),
    components: {
      schemas: { Error: errorSchema() },
      responses: { Error: { description: "What went wrong and what to do.", content: { "application/json": { schema: { $ref: "#/components/schemas/Error" } } } } },
    },
  });
}

function paths(): Json {
  const found: Record<string, Json> = {};
  for (const operation of OPERATIONS) (found[operation.path] ??= {})[operation.method.toLowerCase()] = describe(operation);
  return found;
}

function describe(operation: Operation): Json {
  const { properties = {}, required = [] } = z.toJSONSchema(operation.input, { io: "input", unrepresentable: "any" });
  const inPath = [...operation.path.matchAll(/\{(\w+)\}/g)].map(([, name = ""]) => name);
  const others = Object.entries(properties).filter(([name]) => !inPath.includes(name));
  const isQuery = operation.method === "GET";
  const parameters = [
    ...inPath.map((name) => ({ name, in: "path", required: true, schema: properties[name] })),
    ...(isQuery ? others.map(([name, schema]) => ({ name, in: "query", required: required.includes(name), schema })) : []),
    ...(operation.creates ? [{ name: "Idempotency-Key", in: "header", required: false, schema: { type: "string", minLength: 8, maxLength: 200 } }] : []),
  ];
  const body = { type: "object", properties: Object.fromEntries(others), required: required.filter((name) => !inPath.includes(name)), additionalProperties: false };
  return {
    operationId: operation.id,
    summary: operation.summary,
    ...(parameters.length > 0 && { parameters }),
    ...(!isQuery && others.length > 0 && { requestBody: { required: body.required.length > 0, content: { "application/json": { schema: body } } } }),
    responses: {
      [operation.creates ? "201" : "200"]: {
        description: "Done.",
        content: { "application/json": { schema: z.toJSONSchema(operation.output, { io: "output", unrepresentable: "any" }) } },
      },
      default: { $ref: "#/components/responses/Error" },
    },
  };
}

function errorSchema(): Json {
  return z.toJSONSchema(
    z.object({
      error: z.object({
        code: z.enum(Object.keys(ERROR_STATUS) as [string, ...string[]]),
        message: z.string(),
        requestId: z.string(),
        fields: z.record(z.string(), z.string()).optional(),
      }),
    }),
  );
}
