import type { IncomingMessage } from "node:http";
import type { BlockList } from "node:net";
import { expect, test } from "vitest";
import { readAddresses, visitorOf } from "./visitor.ts";

function listOf(text: string): BlockList {
  const list = readAddresses(text);
  if (typeof list === "string") throw new Error(list);
  return list;
}

/** The visitor of a request that arrives from a peer with this X-Forwarded-For. */
function visitor(peer: string, forwarded: string | undefined, proxies: string) {
  // Only what is read of a request.
  const request = { socket: { remoteAddress: peer }, headers: { ...(forwarded !== undefined && { "x-forwarded-for": forwarded }) } } as unknown as IncomingMessage;
  return visitorOf(request, listOf(proxies));
}

test.each([
  ["no proxy is trusted", "10.0.0.1", "203.0.113.9", "", "10.0.0.1"],
  ["the peer is no proxy of ours", "198.51.100.4", "203.0.113.9", "10.0.0.0/8", "198.51.100.4"],
  ["one proxy", "10.0.0.1", "203.0.113.9", "10.0.0.0/8", "203.0.113.9"],
  ["the visitor wrote the header first", "10.0.0.1", "192.0.2.66, 203.0.113.9", "10.0.0.0/8", "203.0.113.9"],
  ["two proxies", "10.0.0.1", "192.0.2.66, 203.0.113.9, 10.0.0.2", "10.0.0.0/8", "203.0.113.9"],
  ["only proxies", "10.0.0.1", "10.0.0.3, 10.0.0.2", "10.0.0.0/8", "10.0.0.3"],
  ["nothing that could be an address", "10.0.0.1", "203.0.113.9, unknown", "10.0.0.0/8", "10.0.0.1"],
  ["no header", "10.0.0.1", undefined, "10.0.0.0/8", "10.0.0.1"],
  ["an empty header", "10.0.0.1", "", "10.0.0.0/8", "10.0.0.1"],
  ["with a port", "10.0.0.1", "203.0.113.9:4711", "10.0.0.1", "203.0.113.9"],
  ["IPv4 wrapped in IPv6", "::ffff:10.0.0.1", "::ffff:203.0.113.9", "10.0.0.0/8", "203.0.113.9"],
  ["IPv6 counts by its network", "::1", "2001:db8:0:1:aaaa::7", "::1", "2001:db8:0:1::/64"],
  ["IPv6 with a port", "::1", "[2001:db8::7]:4711", "::1", "2001:db8:0:0::/64"],
  ["IPv6 without proxy", "fe80::1%eth0", undefined, "", "fe80:0:0:0::/64"],
])("%s", (_, peer, forwarded, proxies, address) => {
  expect(visitor(peer, forwarded, proxies).address).toBe(address);
});

test("two addresses of one IPv6 network are one visitor, two networks are two", () => {
  const [one, other, third] = ["2001:db8:0:1::1", "2001:db8:0:1:ffff:ffff:ffff:ffff", "2001:db8:0:2::1"].map((address) => visitor(address, undefined, "").address);
  expect(one).toBe(other);
  expect(third).not.toBe(one);
});

test.each(["10.0.0.0/33", "10.0.0", "proxy", "::1/129", "10.0.0.1/8/8", "10.0.0.1/", "300.0.0.1"])("%j is no address", (entry) => {
  expect(readAddresses(`127.0.0.1, ${entry}`)).toBe(entry);
});
