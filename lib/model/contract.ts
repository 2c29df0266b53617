import * as z from "zod";
import { choice, count, dateSchema, described, duration, flag, LINE_LIMIT, line, lines, number, reference, size } from "./schema.ts";

const name = z.string().max(LINE_LIMIT).meta({ title: "Name" });
const operationId = z.string().max(LINE_LIMIT).meta({ title: "Id" });

/** What a field of a request body accepts; the names of JSON Schema. */
const accepted = {
  type: line("Type"),
  required: flag("Required"),
  authority: choice(["client", "server"], "Decided by", "Who owns the value: the caller, or the server that must compute it."),
  minimum: number("Smallest value"),
  maximum: number("Largest value"),
  minLength: count("Shortest text", "Fewest characters."),
  maxLength: count("Longest text", "Most characters."),
  format: line("Format", "email, uuid, date-time, uri …"),
  pattern: line("Pattern", "Regular expression that the whole text has to match."),
  enum: lines("Allowed values"),
};
const bodyFieldSchema = z.looseObject({
  name,
  ...accepted,
  items: described(z.array(z.looseObject({ name, ...accepted })), "Items"),
});
/** A field of a request body. */
export type BodyField = z.infer<typeof bodyFieldSchema>;

/** One operation of a REST API. */
export const endpointSchema = z.looseObject({
  id: operationId,
  method: line("Method", "GET, POST, PUT, PATCH or DELETE."),
  path: line("Path"),
  effect: choice(["read", "create", "update", "delete", "action"], "Effect"),
  collection: flag("Returns a list"),
  pagination: choice(["none", "offset", "cursor"], "Pagination"),
  expectedRows: count("Rows expected"),
  auth: line("Authentication", "none, oauth2, oidc, apiKey …"),
  markedPublic: flag("Public on purpose"),
  permissions: lines("Permissions", "resource:action"),
  tenantSource: choice(["authorizer", "body", "query", "path", "header"], "Tenant comes from"),
  rateLimit: flag("Rate limited"),
  params: described(
    z.array(z.looseObject({ name, in: choice(["path", "query", "header"], "In"), usedAs: choice(["value", "identifier"], "Used as"), enum: lines("Allowed values") })),
    "Parameters",
  ),
  body: described(z.looseObject({ validated: flag("Validated"), fields: described(z.array(bodyFieldSchema), "Fields") }), "Body"),
  responses: described(z.array(z.number().int()), "Statuses"),
  responseFields: lines("Response fields"),
  validationStatus: described(z.union([z.literal(400), z.literal(422)]), "Status of failed validation"),
  idempotent: flag("Idempotent"),
  idempotencyKey: described(
    z.looseObject({ required: flag("Required"), ttlMs: duration("Remembered for"), claim: choice(["atomic", "checkThenSet"], "Claimed") }),
    "Idempotency key",
  ),
  async: flag("Asynchronous"),
  statusEndpoint: line("Status endpoint"),
  callback: line("Callback"),
  expectedDurationMs: duration("Expected duration"),
  maxResponseBytes: size("Largest response"),
  streaming: flag("Streaming"),
  batch: flag("Batch"),
  partialResult: flag("Partial result"),
  cacheable: flag("Cacheable"),
  cacheControl: line("Cache-Control"),
});
/** One operation of a REST API. */
export type Endpoint = z.infer<typeof endpointSchema>;

const contractSchema = z.looseObject({
  id: operationId,
  style: choice(["rest", "graphql", "grpc"], "Style"),
  exposure: choice(["public", "partner", "internal"], "Exposed to"),
  spec: flag("Specification exists"),
  examples: flag("Has examples"),
  decision: reference("Decision"),
  contractHash: line("Contract hash"),
  agreedHash: line("Agreed hash", "Hash of the contract that the front end signed."),
  versions: described(z.array(z.looseObject({ v: line("Version"), sunset: described(dateSchema, "Sunset") })), "Versions"),
  major: count("Major version"),
  errorFields: lines("Error fields"),
  // REST
  basePath: line("Base path"),
  versioning: choice(["url", "header", "query", "none"], "Versioning"),
  endpoints: described(z.array(endpointSchema), "Endpoints"),
  // GraphQL
  depthLimit: count("Depth limit"),
  complexityLimit: count("Complexity limit"),
  fields: described(
    z.array(
      z.looseObject({
        type: line("Type"),
        name,
        list: flag("List"),
        small: flag("Small"),
        relation: flag("Relation"),
        batched: flag("Batched"),
        connection: flag("Connection"),
        source: reference("Source"),
      }),
    ),
    "Fields",
  ),
  operations: described(z.array(z.looseObject({ id: operationId, idempotent: flag("Idempotent") })), "Operations"),
  // gRPC
  package: line("Package"),
  interceptors: lines("Interceptors"),
  rpcs: described(
    z.array(z.looseObject({ id: operationId, name, request: lines("Request"), stream: choice(["server", "client", "bidi"], "Stream"), idempotent: flag("Idempotent") })),
    "Procedures",
  ),
  messages: described(
    z.array(
      z.looseObject({
        name,
        fields: described(z.array(z.looseObject({ name, n: count("Number"), type: line("Type") })), "Fields"),
        reserved: described(z.array(z.number().int()), "Reserved"),
      }),
    ),
    "Messages",
  ),
});
/** What an API promises its callers at one time. */
export type Contract = z.infer<typeof contractSchema>;

/** A contract that a component offers: REST, GraphQL or gRPC. */
export const apiSchema = contractSchema.extend({
  previous: described(contractSchema, "Previous contract", "The contract that callers use today; what it promises is compared with what is drawn."),
});
/** A contract that a component offers: REST, GraphQL or gRPC. */
export type Api = z.infer<typeof apiSchema>;
