import type { IncomingMessage } from "node:http";
import { BlockList, isIP } from "node:net";

/** Where a request comes from, as far as it can be believed. */
export interface Visitor {
  /** The address; of IPv6 the network of 64 bits, because that is what one visitor has. */
  readonly address: string;
  /** Whether a proxy that is trusted brought the request. */
  readonly isProxied: boolean;
}

/**
 * Reads a list of addresses and networks (`10.0.0.0/8, ::1`).
 * @returns the list; or the first entry that is none
 */
export function readAddresses(text: string): BlockList | string {
  const list = new BlockList();
  for (const entry of text.split(/[\s,]+/).filter((part) => part !== "")) {
    const [address = "", bits, ...rest] = entry.split("/");
    const version = isIP(address);
    const most = version === 4 ? 32 : 128;
    if (version === 0 || rest.length > 0 || (bits !== undefined && (!/^\d{1,3}$/.test(bits) || Number(bits) > most))) return entry;
    list.addSubnet(address, bits === undefined ? most : Number(bits), version === 4 ? "ipv4" : "ipv6");
  }
  return list;
}

/**
 * Finds the visitor behind a request. What X-Forwarded-For says is believed from the right, and only as far as the proxies that wrote it are
 * trusted: everything left of the first address that is no proxy of ours could have been sent by the visitor.
 */
export function visitorOf({ socket, headers }: Pick<IncomingMessage, "socket" | "headers">, proxies: BlockList): Visitor {
  const peer = plain(socket.remoteAddress ?? "");
  const isProxied = trusts(proxies, peer);
  const hops = [headers["x-forwarded-for"] ?? []].flat().join(",").split(",");
  let address = peer;
  while (trusts(proxies, address)) {
    const before = plain(hops.pop() ?? "");
    // A proxy that does not say who asked it counts as the visitor.
    if (isIP(before) === 0) break;
    address = before;
  }
  return { address: isIP(address) === 6 ? networkOf(address) : address, isProxied };
}

const trusts = (proxies: BlockList, address: string): boolean => isIP(address) !== 0 && proxies.check(address, isIP(address) === 4 ? "ipv4" : "ipv6");

/** An address without a port and without the wrapping that IPv6 gives to IPv4. Some proxies write the port. */
function plain(written: string): string {
  const text = written.trim();
  const address = /^\[([^\]]+)\](?::\d+)?$/.exec(text)?.[1] ?? /^([\d.]+):\d+$/.exec(text)?.[1] ?? text;
  return address.replace(/^::ffff:(?=\d+\.)/i, "");
}

/** The first four groups of an IPv6 address. */
function networkOf(address: string): string {
  const [left = [], right = []] = address
    .split("%", 1)
    .join("")
    .split("::")
    .map((side) => side.split(":").filter((group) => group !== ""));
  const zeros = Array.from({ length: Math.max(0, 8 - left.length - right.length) }, () => "0");
  const network = [...left, ...zeros, ...right].slice(0, 4).map((group) => Number.parseInt(group, 16).toString(16));
  return `${network.join(":")}::/64`;
}
