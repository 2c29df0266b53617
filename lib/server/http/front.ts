import { randomBytes, randomUUID } from "node:crypto";
import type { IncomingMessage, RequestListener, ServerResponse } from "node:http";
import type { Logger } from "pino";
import type { ErrorCode } from "#lib/server/errors.ts";
import { envelope } from "./envelope.ts";
import { isAllowedHost } from "./hosts.ts";
import { isFromElsewhere } from "./origin.ts";
import { type Reach, readRequestContext, withRequestContext } from "./request-context.ts";
import { securityHeaders } from "./security-headers.ts";

/** A request that was answered, or whose client left before. */
export interface AnsweredRequest {
  readonly method: string;
  /** Without the query. */
  readonly path: string;
  readonly status: number;
  readonly ms: number;
}

/** What the front needs to know. */
export interface FrontOptions {
  /** Names this server answers to beside the loopback ones. */
  readonly hosts: readonly string[];
  readonly reach: Reach;
  /** Origins whose pages may show designs in a frame. */
  readonly embedders: readonly string[];
  readonly isDevelopment: boolean;
  readonly log: Logger;
  /** Told of every request at its end. */
  readonly onAnswered?: ((request: AnsweredRequest) => void) | undefined;
  /** Whoever answers requests that passed: Next. */
  readonly handle: (request: IncomingMessage, response: ServerResponse) => Promise<void>;
}

/** No request needs a larger body; operations have lower limits of their own. */
const LARGEST_BODY = 8 * 1024 * 1024;
/** The one page that pages of others may hold in a frame. */
const EMBED_PATH = "/embed";
const SAFE_METHODS = new Set(["GET", "HEAD", "OPTIONS"]);
/** Headers by which Next's own parts talk to each other; taken from a client they have been a way around checks (CVE-2025-29927). */
const INTERNAL_HEADER = /^(x-middleware-|x-nextjs-|x-invoke-|x-matched-path$|x-now-|x-vercel-|x-forwarded-|forwarded$|x-real-ip$)/;

/** The gate before everything else: what does not look like a request of a browser or a program to this very server ends here. */
export function makeFront({ hosts, reach, embedders, isDevelopment, log, onAnswered, handle }: FrontOptions): RequestListener {
  return (request, response) => {
    const requestId = randomUUID();
    const context = readRequestContext(request, requestId, reach);
    const headers = securityHeaders({
      isDevelopment,
      isSecure: context.isSecure,
      nonce: randomBytes(16).toString("base64url"),
      ...(pathOf(request) === EMBED_PATH && { embedders }),
    });
    const began = performance.now();
    response.setHeader("x-request-id", requestId);
    addWhenSent(response, Object.entries(headers));
    response.once("close", () => {
      const answered = { method: request.method ?? "", path: pathOf(request), status: response.statusCode, ms: performance.now() - began };
      onAnswered?.(answered);
      const entry = { requestId, ...answered, ms: Math.round(answered.ms) };
      if (response.statusCode >= 500) log.error(entry, "request failed");
      else log.info(entry, "request");
    });
    const refusal = refuse(request, hosts);
    if (refusal !== undefined) {
      answer(response, requestId, refusal);
      return;
    }
    removeInternalHeaders(request);
    // From here Next takes the nonce for the scripts that it writes; whatever a client sent under the name is replaced.
    request.headers["content-security-policy"] = headers["content-security-policy"];
    delete request.headers["content-security-policy-report-only"];
    withRequestContext(context, () => handle(request, response)).catch((error: unknown) => {
      log.error({ err: error, requestId }, "unhandled failure");
      if (!response.headersSent)
        answer(response, requestId, { status: 500, code: "internal", message: "Something went wrong on our side. The log of the server has more under this request id." });
      else response.destroy();
    });
  };
}

interface Refusal {
  readonly status: number;
  readonly code: ErrorCode;
  readonly message: string;
}

function refuse(request: IncomingMessage, hosts: readonly string[]): Refusal | undefined {
  const { headers, method = "GET", url = "" } = request;
  if (!isAllowedHost(headers.host, hosts)) {
    return { status: 421, code: "forbidden", message: "This server does not answer to that host name. Whoever runs it can allow the name with LINTEL_HOSTS." };
  }
  // Absolute and protocol-relative targets have made servers fetch for strangers.
  if (!url.startsWith("/") || url.startsWith("//") || url.startsWith("/\\")) return { status: 400, code: "invalid_input", message: "The request's target must be a path." };
  // Lintel has no Server Actions; what asks for one is an attack.
  if ("next-action" in headers) return { status: 404, code: "not_found", message: "There is nothing here." };
  if (headers["content-length"] !== undefined && headers["transfer-encoding"] !== undefined) return { status: 400, code: "invalid_input", message: "The request has two lengths." };
  if (Number(headers["content-length"] ?? 0) > LARGEST_BODY) return { status: 413, code: "too_large", message: `A request may have ${LARGEST_BODY / 1024 / 1024} MB at most.` };
  if (!SAFE_METHODS.has(method) && isFromElsewhere(request)) return { status: 403, code: "forbidden", message: "The request comes from a page of another site." };
  return undefined;
}

function removeInternalHeaders(request: IncomingMessage): void {
  for (const name of Object.keys(request.headers)) if (INTERNAL_HEADER.test(name)) delete request.headers[name];
  request.rawHeaders = request.rawHeaders.flatMap((value, index, all) => (index % 2 === 0 && !INTERNAL_HEADER.test(value.toLowerCase()) ? [value, all[index + 1] ?? ""] : []));
}

function answer(response: ServerResponse, requestId: string, { status, code, message }: Refusal): void {
  const body = JSON.stringify(envelope(code, message, requestId));
  // The rest of a refused request is not read; the connection cannot be used again.
  response.writeHead(status, { "content-type": "application/json; charset=utf-8", "content-length": Buffer.byteLength(body), "cache-control": "no-store", connection: "close" });
  response.end(body);
}

/** Adds headers at the last moment, so that a route can have said them differently: the frame of diagrams has a policy of its own. */
function addWhenSent(response: ServerResponse, headers: readonly (readonly [string, string])[]): void {
  const { writeHead } = response;
  response.writeHead = (...parameters: unknown[]): ServerResponse => {
    for (const [name, value] of headers) if (!response.headersSent && !response.hasHeader(name)) response.setHeader(name, value);
    return Reflect.apply(writeHead, response, parameters);
  };
}

/** The path without the query: queries may hold what is nobody's business. */
function pathOf({ url = "" }: IncomingMessage): string {
  return url.split("?", 1)[0] ?? "";
}
