import type { IncomingMessage } from "node:http";
import type { BlockList } from "node:net";
import type { Duplex } from "node:stream";
import type { Logger } from "pino";
import { WebSocketServer } from "ws";
import { isAllowedHost } from "#lib/server/http/hosts.ts";
import { isFromElsewhere } from "#lib/server/http/origin.ts";
import { visitorOf } from "#lib/server/http/visitor.ts";
import { LARGEST_FRAME, REALTIME_PATH } from "#lib/sync/realtime-protocol.ts";
import type { Hub } from "./hub.ts";

/** What the gate of the WebSocket needs. */
export interface EndpointOptions {
  /** Names this server answers to beside the loopback ones. */
  readonly hosts: readonly string[];
  /** Proxies that are believed about where a visitor comes from. */
  readonly proxies: BlockList;
  readonly log: Logger;
  readonly hub: Hub;
  /** Takes every other upgrade: the reloading of changed pages in development. Without it they end here. */
  readonly other?: ((request: IncomingMessage, socket: Duplex, head: Buffer) => void) | undefined;
}

/** Handles every request to leave HTTP: only our own endpoint, asked for by a page of our own or by a program, goes through. */
export function makeUpgrade({ hosts, proxies, log, hub, other }: EndpointOptions): (request: IncomingMessage, socket: Duplex, head: Buffer) => void {
  const sockets = new WebSocketServer({ noServer: true, maxPayload: LARGEST_FRAME, perMessageDeflate: false, clientTracking: false });
  return (request, socket, head) => {
    // Otherwise a client that goes away in this moment would end the process.
    socket.on("error", () => socket.destroy());
    const path = request.url?.split("?", 1)[0];
    const refusal = !isAllowedHost(request.headers.host, hosts) ? "421 Misdirected Request" : undefined;
    if (refusal === undefined && path !== REALTIME_PATH && other !== undefined) {
      other(request, socket, head);
      return;
    }
    const { address } = visitorOf(request, proxies);
    const status = refusal ?? (path !== REALTIME_PATH ? "404 Not Found" : isFromElsewhere(request) ? "403 Forbidden" : hub.hasPlace(address) ? undefined : "429 Too Many Requests");
    if (status !== undefined) {
      log.warn({ path, status, origin: request.headers.origin }, "refused an upgrade");
      socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
      return;
    }
    sockets.handleUpgrade(request, socket, head, (client) => hub.connect(client, address));
  };
}
