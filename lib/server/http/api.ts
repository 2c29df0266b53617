import { actorName } from "#lib/server/actor.ts";
import type { ServerContext } from "#lib/server/context.ts";
import { isUnreachable } from "#lib/server/database/database.ts";
import { AppError, ERROR_STATUS, notFound } from "#lib/server/errors.ts";
import type { GivenCookie } from "#lib/server/operation.ts";
import { OPERATIONS } from "#lib/server/operations/catalogue.ts";
import { actorOf } from "./actor-of.ts";
import { externalSecret, setCookie, visitSecrets } from "./cookies.ts";
import { envelope } from "./envelope.ts";
import { LimitReachedError, type Limits } from "./limits.ts";
import { openApi } from "./open-api.ts";
import { readBody } from "./read-body.ts";
import { type RequestContext, requestContext } from "./request-context.ts";
import { findRoute } from "./route-table.ts";

/** Where the API begins. */
const API_BASE = "/api/v1";

const KEY = /^[\x21-\x7e]{8,200}$/;

/** Answers a request to the API. Never throws: a failure is an answer too. */
export async function handleApi(request: Request, context: ServerContext, limits: Limits): Promise<Response> {
  const about = requestContext();
  const headers = new Headers({ "cache-control": "private, no-store", "cross-origin-resource-policy": "same-origin" });
  try {
    return await answer(request, context, limits, about, headers);
  } catch (error) {
    return failure(error, context, about, headers);
  }
}

async function answer(request: Request, context: ServerContext, limits: Limits, about: RequestContext, headers: Headers): Promise<Response> {
  const url = new URL(request.url);
  const path = url.pathname.slice(API_BASE.length);
  if (path === "/openapi.json" && request.method === "GET") return Response.json(openApi(), { headers });
  const route = findRoute(OPERATIONS, request.method, path);
  tell(headers, await limits.countAddress(about.remoteAddress));
  if (!("operation" in route)) {
    if (route.allowed.length === 0) throw notFound();
    headers.set("allow", route.allowed.join(", "));
    throw new AppError("method_not_allowed", `This address only knows ${route.allowed.join(", ")}.`);
  }
  const { operation, parameters } = route;
  const cookies = request.headers.get("cookie");
  const actor = await actorOf(request.headers, context, about);
  tell(headers, await limits.countCaller(actor, about.remoteAddress));
  if (operation.guarded === true) await limits.countGuess(context.database, about.remoteAddress);
  const sent = operation.method === "GET" ? Object.fromEntries(url.searchParams) : await readBody(request, operation.bodyLimit);
  if (Object.keys(parameters).some((name) => name in sent)) throw new AppError("invalid_input", "What the path says may not be said again.");
  const options = {
    idempotencyKey: idempotencyKey(request),
    onCookie: (cookie: GivenCookie) => headers.append("set-cookie", setCookie(cookie, about.isSecure)),
    caller: {
      address: about.remoteAddress,
      client: request.headers.get("user-agent") ?? "",
      externalSecret: externalSecret(cookies, about.isSecure),
      visitSecrets: visitSecrets(cookies),
    },
  };
  const result = await operation.call(actor, { ...sent, ...parameters }, context, options).catch((error: unknown) => {
    // Screens offer nobody what they may not do: whoever asks all the same went around them, or their rights have just changed.
    if (error instanceof AppError && error.code === "forbidden")
      context.log.warn({ requestId: about.requestId, operation: operation.id, actor: actorName(actor) }, "refused what is not allowed");
    throw error;
  });
  return Response.json(result, { status: operation.creates ? 201 : 200, headers });
}

function tell(headers: Headers, more: Headers): void {
  for (const [name, value] of more) headers.set(name, value);
}

function idempotencyKey(request: Request): string | undefined {
  const key = request.headers.get("idempotency-key");
  if (key === null) return undefined;
  if (!KEY.test(key)) throw new AppError("invalid_input", "An Idempotency-Key has 8 to 200 visible characters.");
  return key;
}

function failure(error: unknown, { log }: ServerContext, { requestId }: RequestContext, headers: Headers): Response {
  const known = error instanceof AppError ? error : isUnreachable(error) ? unavailable(error) : undefined;
  if (known === undefined || known.code === "unavailable") log.error({ err: error, requestId }, "request failed");
  if (error instanceof LimitReachedError) tell(headers, error.headers);
  const code = known?.code ?? "internal";
  // What a bug says may hold paths, SQL and secrets: it goes to the log only.
  const message = known?.message ?? "Something went wrong on our side. The log of the server has more under this request id.";
  if (known?.retryAfter !== undefined) headers.set("retry-after", String(known.retryAfter));
  return Response.json(envelope(code, message, requestId, known?.fields), { status: ERROR_STATUS[code], headers });
}

const unavailable = (cause: unknown): AppError =>
  new AppError("unavailable", "The database cannot be reached for the moment. Nothing is lost; try again.", { cause, retryAfter: 2 });
