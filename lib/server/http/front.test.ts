import { createServer, type IncomingMessage, request as httpRequest } from "node:http";
import { type AddressInfo, BlockList, connect } from "node:net";
import { pino } from "pino";
import { afterAll, beforeAll, expect, test } from "vitest";
import { makeFront } from "./front.ts";
import { requestContext } from "./request-context.ts";

const seen: IncomingMessage["headers"][] = [];
const logged: string[] = [];
/** An address of this machine that is named as a proxy. */
const PROXY = "127.0.0.2";
const proxies = new BlockList();
proxies.addAddress(PROXY);
const server = createServer(
  makeFront({
    hosts: ["lintel.example", "public.example"],
    reach: { proxies, publicUrl: "https://public.example" },
    embedders: ["https://wiki.example", "http://127.0.0.1:9"],
    isDevelopment: false,
    log: pino({ level: "info" }, { write: (line: string) => void logged.push(line) }),
    handle: async (request, response) => {
      seen.push(request.headers);
      if (request.url === "/throws") throw new Error("secret of ours");
      if (request.url === "/own-policy") response.setHeader("content-security-policy", "default-src 'none'");
      const { isLocal, isSecure, remoteAddress } = requestContext();
      response.end(JSON.stringify({ isLocal, isSecure, remoteAddress }));
    },
  }),
);
let port: number;
beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  // A server that listens on TCP has an address of this form.
  ({ port } = server.address() as AddressInfo);
});
afterAll(() => void server.close());

/** Sends a request as it is, with any header. */
const send = (headers: Record<string, string>, method = "GET", path = "/", localAddress = "127.0.0.1") =>
  new Promise<{ status: number; headers: IncomingMessage["headers"]; body: string }>((resolve, reject) => {
    const request = httpRequest({ host: "127.0.0.1", port, path, method, headers, localAddress, agent: false }, (response) => {
      let body = "";
      response.on("data", (chunk: Buffer) => (body += chunk.toString()));
      response.on("end", () => resolve({ status: response.statusCode ?? 0, headers: response.headers, body }));
    });
    request.on("error", reject);
    request.end();
  });

/** Sends bytes as they are and returns the first line of the answer. */
const sendRaw = (text: string) =>
  new Promise<string>((resolve, reject) => {
    const socket = connect(port, "127.0.0.1", () => socket.write(text));
    socket.once("data", (data: Buffer) => {
      resolve(data.toString().split("\r\n", 1)[0] ?? "");
      socket.destroy();
    });
    socket.once("error", reject);
  });

test("pages of the listed origins may hold the one page for it in a frame; every other page and origin may not", async () => {
  const embed = (await send({ host: "localhost" }, "GET", "/embed?findings=off")).headers;
  expect(embed["content-security-policy"]).toContain("frame-ancestors 'self' https://wiki.example http://127.0.0.1:9");
  expect(embed["x-frame-options"]).toBeUndefined();
  for (const path of ["/", "/s", "/embed/", "/embed/x", "/EMBED", "/x?/embed"]) {
    const { headers } = await send({ host: "localhost" }, "GET", path);
    expect(headers["content-security-policy"]).toMatch(/frame-ancestors 'self'$/u);
    expect(headers["x-frame-options"]).toBe("SAMEORIGIN");
  }
});

test.each(["localhost", "LOCALHOST:3000", "127.0.0.1:80", "[::1]:3000", "lintel.example", "Lintel.example:8443"])("answers to %s", async (host) => {
  expect((await send({ host })).status).toBe(200);
});

test.each(["evil.example", "localhost.evil.example", "127.0.0.1.evil.example", "lintel.example.evil", "evil.example:3000", "0.0.0.0", "localhost."])(
  "does not answer to %j",
  async (host) => {
    expect((await send({ host })).status).toBe(421);
  },
);

test.each([
  ["an empty host", "GET / HTTP/1.1\r\nHost: \r\n\r\n", "421"],
  ["no host", "GET / HTTP/1.1\r\n\r\n", "400"],
  ["an absolute target", "GET http://127.0.0.1:1/ HTTP/1.1\r\nHost: localhost\r\n\r\n", "400"],
  ["a protocol-relative target", "GET //evil.example/ HTTP/1.1\r\nHost: localhost\r\n\r\n", "400"],
  ["two lengths", "POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", "400"],
  ["a Server Action", "POST / HTTP/1.1\r\nHost: localhost\r\nNext-Action: 00\r\nContent-Length: 0\r\n\r\n", "404"],
  ["a huge body", "POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100000000\r\n\r\n", "413"],
  ["an upgrade", "GET / HTTP/1.1\r\nHost: evil.example\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n", "421"],
])("refuses %s", async (_, text, status) => {
  expect(await sendRaw(text)).toContain(` ${status} `);
});

test.each([
  [{ origin: "http://evil.example" }, 403],
  [{ origin: "null" }, 403],
  [{ "sec-fetch-site": "cross-site" }, 403],
  [{ "sec-fetch-site": "same-site" }, 403],
  [{ origin: "http://localhost:3000" }, 200],
  [{ "sec-fetch-site": "same-origin" }, 200],
  [{}, 200],
])("a change with %j is answered with %i", async (headers, status) => {
  expect((await send({ host: "localhost:3000", ...headers }, "POST")).status).toBe(status);
  expect((await send({ host: "localhost:3000", ...headers }, "GET")).status).toBe(200);
});

test("headers that Next trusts never come from a client", async () => {
  await send({ host: "localhost", "x-middleware-subrequest": "middleware:middleware", "x-forwarded-host": "evil.example", "x-matched-path": "/", accept: "text/html" });
  const names = Object.keys(seen.at(-1) ?? {});
  expect(names).toContain("accept");
  expect(names.filter((name) => name.startsWith("x-"))).toEqual([]);
});

test("only a direct request from this machine is local", async () => {
  expect(JSON.parse((await send({ host: "localhost" })).body)).toEqual({ isLocal: true, isSecure: false, remoteAddress: "127.0.0.1" });
  const proxied: readonly Record<string, string>[] = [
    { host: "lintel.example" },
    { host: "localhost", "x-forwarded-for": "192.0.2.1" },
    { host: "localhost", via: "1.1 proxy" },
    { host: "localhost", forwarded: "for=192.0.2.1" },
  ];
  for (const headers of proxied) {
    expect(JSON.parse((await send(headers)).body)).toMatchObject({ isLocal: false });
  }
  expect(await sendRaw("GET / HTTP/1.0\r\nHost: localhost\r\n\r\n")).toContain("200");
});

test("what a forwarded header says counts only from a proxy that was named", async () => {
  const forwarded = { host: "localhost", "x-forwarded-for": "203.0.113.9", "x-forwarded-proto": "https" };
  const about = async (headers: Record<string, string>, from?: string) => JSON.parse((await send(headers, "GET", "/", from)).body) as unknown;
  expect(await about(forwarded)).toEqual({ isLocal: false, isSecure: false, remoteAddress: "127.0.0.1" });
  expect(await about(forwarded, PROXY)).toEqual({ isLocal: false, isSecure: true, remoteAddress: "203.0.113.9" });
  expect(await about({ ...forwarded, "x-forwarded-for": "192.0.2.66, 203.0.113.9", "x-forwarded-proto": "https, http" }, PROXY)).toEqual({
    isLocal: false,
    isSecure: false,
    remoteAddress: "203.0.113.9",
  });
  expect(await about({ host: "localhost" }, PROXY), "nobody is at the machine who comes through a proxy").toEqual({ isLocal: false, isSecure: false, remoteAddress: PROXY });
});

test("a public address with TLS makes cookies secure without any header, and browsers stay with TLS", async () => {
  const { body, headers } = await send({ host: "public.example" });
  expect(JSON.parse(body)).toMatchObject({ isSecure: true });
  expect(headers["strict-transport-security"]).toBe("max-age=31536000");
  expect((await send({ host: "lintel.example" })).headers["strict-transport-security"]).toBeUndefined();
});

test("every answer carries the headers that protect it; a route may say them differently", async () => {
  const { headers } = await send({ host: "localhost" });
  expect(headers).toMatchObject({ "x-content-type-options": "nosniff", "referrer-policy": "no-referrer", "cross-origin-opener-policy": "same-origin" });
  expect(headers["content-security-policy"]).toContain("frame-ancestors 'self'");
  expect(headers["content-security-policy"]).not.toContain("unsafe-eval");
  expect(headers["content-security-policy"]).toMatch(/script-src 'self' 'nonce-[\w-]{22}';/);
  expect(seen.at(-1)?.["content-security-policy"], "Next reads the nonce from here").toBe(headers["content-security-policy"]);
  expect((await send({ host: "localhost", "content-security-policy": "script-src 'nonce-mine'" })).headers["content-security-policy"]).not.toBe(headers["content-security-policy"]);
  expect(seen.at(-1)?.["content-security-policy"]).not.toContain("mine");
  expect((await send({ host: "localhost" }, "GET", "/own-policy")).headers["content-security-policy"]).toBe("default-src 'none'");
  expect((await send({ host: "evil.example" })).headers["x-content-type-options"]).toBe("nosniff");
});

test("a failure shows its number and nothing else", async () => {
  const { status, body, headers } = await send({ host: "localhost" }, "GET", "/throws");
  expect(status).toBe(500);
  expect(JSON.parse(body)).toEqual({ error: { code: "internal", message: expect.any(String), requestId: headers["x-request-id"] } });
  expect(body).not.toContain("secret of ours");
  expect(logged.join("")).toContain("secret of ours");
});

test("the log holds paths without queries", async () => {
  await send({ host: "localhost" }, "GET", "/view?token=hidden");
  expect(logged.join("")).toContain('"/view"');
  expect(logged.join("")).not.toContain("hidden");
});
