import { AsyncLocalStorage } from "node:async_hooks";
import type { IncomingMessage } from "node:http";
import { isLoopbackHost } from "./hosts.ts";

/** What the front knows about the present request; nothing of it can be set by a header that a client sends. */
export interface RequestContext {
  readonly requestId: string;
  readonly remoteAddress: string;
  /** Whether the request comes from this machine itself, and not through a proxy on it. */
  readonly isLocal: boolean;
  /** Whether the browser speaks TLS, to us or to the proxy before us. Only decides how cookies are marked. */
  readonly isSecure: boolean;
}

const storage = new AsyncLocalStorage<RequestContext>();

/** Runs the handling of a request with its context. */
export const withRequestContext = <Result>(context: RequestContext, handle: () => Result): Result => storage.run(context, handle);

/** The context of the present request. */
export function requestContext(): RequestContext {
  const context = storage.getStore();
  if (context === undefined) throw new Error("There is no request.");
  return context;
}

const LOOPBACK = /^(::1|(::ffff:)?127\.\d+\.\d+\.\d+)$/;
/** A proxy adds one of these. */
const PROXIED = ["x-forwarded-for", "x-forwarded-host", "x-forwarded-proto", "x-real-ip", "forwarded", "via"];

/** Reads the context of a request as it arrives, before any header is removed. */
export function readRequestContext(request: IncomingMessage, requestId: string): RequestContext {
  const remoteAddress = request.socket.remoteAddress ?? "";
  return {
    requestId,
    remoteAddress,
    // A proxy on this machine would make everybody local. Some add no header; those speak HTTP/1.0, as no browser does.
    isLocal: LOOPBACK.test(remoteAddress) && isLoopbackHost(request.headers.host) && request.httpVersion !== "1.0" && !PROXIED.some((name) => name in request.headers),
    isSecure: request.headers["x-forwarded-proto"] === "https",
  };
}
