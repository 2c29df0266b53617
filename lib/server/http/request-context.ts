import { AsyncLocalStorage } from "node:async_hooks";
import type { IncomingMessage } from "node:http";
import type { BlockList } from "node:net";
import { isLoopbackHost } from "./hosts.ts";
import { visitorOf } from "./visitor.ts";

/** What the front knows about the present request; nothing of it can be set by a header that a client sends. */
export interface RequestContext {
  readonly requestId: string;
  /** Address of the visitor, behind the proxies that are trusted; of IPv6 the network. */
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

/** How the server is reached from outside. */
export interface Reach {
  /** Proxies whose X-Forwarded-For and X-Forwarded-Proto are believed. */
  readonly proxies: BlockList;
  /** Where browsers reach the server, such as `https://lintel.example`. */
  readonly publicUrl: string | undefined;
}

/** Reads the context of a request as it arrives, before any header is removed. */
export function readRequestContext(request: IncomingMessage, requestId: string, { proxies, publicUrl }: Reach): RequestContext {
  const { headers, httpVersion, socket } = request;
  const { address, isProxied } = visitorOf(request, proxies);
  return {
    requestId,
    remoteAddress: address,
    // A proxy on this machine would make everybody local. Some add no header; those that nobody named here speak HTTP/1.0, as no browser does.
    isLocal: !isProxied && LOOPBACK.test(socket.remoteAddress ?? "") && isLoopbackHost(headers.host) && httpVersion !== "1.0" && !PROXIED.some((name) => name in headers),
    isSecure: (isProxied && lastOf(headers["x-forwarded-proto"]) === "https") || isPublicByTls(headers.host, publicUrl),
  };
}

/** The last value of a header, which the nearest proxy wrote. */
const lastOf = (header: string | string[] | undefined): string | undefined => [header ?? []].flat().join(",").split(",").at(-1)?.trim().toLowerCase();

/** Whether a request asks for the public address, and that is one with TLS. */
const isPublicByTls = (host: string | undefined, publicUrl: string | undefined): boolean =>
  publicUrl !== undefined && publicUrl.startsWith("https:") && host?.toLowerCase() === new URL(publicUrl).host;
