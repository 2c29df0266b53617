import { once } from "node:events";
import { type AddressInfo, createServer, type Server } from "node:net";
import { pino } from "pino";
import { SMTPServer, type SMTPServerOptions } from "smtp-server";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { openStore, type Store } from "#lib/server/store.ts";
import { ask } from "#lib/server/testing/ask.ts";
import { type OpenTestDatabase, testDatabases } from "#lib/server/testing/databases.ts";
import { issueSetupToken } from "./setup.ts";
import { sendMail } from "./mail.ts";

/* Mails through a real mail server on loopback. */

interface Received {
  readonly from: string;
  readonly to: readonly string[];
  readonly text: string;
}
const received: Received[] = [];
const mail = { to: "ada@example.org", subject: "Ä subject", text: "Hello\n.\nthere" };
const servers: (SMTPServer | Server)[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) server.close(() => undefined);
  received.length = 0;
});

async function portOf(server: SMTPServer | Server): Promise<number> {
  servers.push(server);
  // Both are servers of TCP; smtp-server wraps one.
  const listener = "server" in server ? server.server : server;
  server.listen(0, "127.0.0.1");
  await once(listener, "listening");
  return (listener.address() as AddressInfo).port;
}

/** A mail server that takes everything unless told otherwise. */
const mailServer = (options: SMTPServerOptions = {}): Promise<number> =>
  portOf(
    new SMTPServer({
      disabledCommands: ["STARTTLS"],
      authOptional: true,
      logger: false,
      onAuth: ({ username, password }, _session, callback) => callback(password === "pa:ss word" ? null : new Error("wrong"), { user: username }),
      onData: (stream, { envelope }, callback) => {
        let text = "";
        stream.on("data", (chunk: Buffer) => (text += chunk.toString()));
        stream.on("end", () => {
          received.push({ from: envelope.mailFrom === false ? "" : envelope.mailFrom.address, to: envelope.rcptTo.map(({ address }) => address), text });
          callback();
        });
      },
      ...options,
    }),
  );
const settingsAt = (port: number, user = "") => ({ url: `smtp://${user}127.0.0.1:${port}`, from: "Lintel <lintel@example.org>" });

test("a mail arrives as it was meant, with the user and password of the address", async () => {
  await sendMail(settingsAt(await mailServer({ authOptional: false }), `lintel:${encodeURIComponent("pa:ss word")}@`), mail);
  expect(received).toMatchObject([{ from: "lintel@example.org", to: ["ada@example.org"] }]);
  expect(received[0]?.text).toMatch(/^Subject: =\?UTF-8\?/mu);
  expect(received[0]?.text).toMatch(/\r\n\r\nHello\r\n\.\r\nthere\r\n/u);
});

test.each([
  ["wrong password", { authOptional: false }, "lintel:wrong@", /invalid login/iu],
  ["refused recipient", { onRcptTo: (_address, _session, callback) => callback(new Error("No such mailbox")) } satisfies SMTPServerOptions, "", /No such mailbox/u],
])("a %s is a failure", async (_, options, user, message) => {
  await expect(sendMail(settingsAt(await mailServer(options), user), mail)).rejects.toThrow(message);
  expect(received).toEqual([]);
});

test("a server that nobody runs, that says nothing, or that stops in the middle is waited for a limited time", async () => {
  const port = await mailServer();
  servers.pop()?.close(() => undefined);
  await expect(sendMail(settingsAt(port), mail)).rejects.toThrow(/ECONNREFUSED/u);
  await expect(sendMail(settingsAt(await portOf(createServer(() => undefined))), mail, 200)).rejects.toThrow(/timeout|never received/iu);
  const halting = createServer((socket) => {
    socket.write("220 here\r\n");
    socket.on("error", () => undefined);
  });
  await expect(sendMail(settingsAt(await portOf(halting)), mail, 200)).rejects.toThrow(/timeout/iu);
});

test("what is put into a header stays in it", async () => {
  await sendMail(settingsAt(await mailServer()), { ...mail, subject: "Hello\r\nBcc: eve@example.org\r\n\r\nBody", to: "ada@example.org" });
  expect(received).toMatchObject([{ to: ["ada@example.org"] }]);
  expect(received[0]?.text).not.toMatch(/^Bcc:/imu);
});

test("between machines nothing is sent without TLS", async () => {
  // A name that is no loopback name but leads here.
  const port = await mailServer();
  await expect(sendMail({ url: `smtp://0.0.0.0:${port}`, from: "lintel@example.org" }, mail)).rejects.toThrow(/STARTTLS|TLS/u);
  expect(received).toEqual([]);
});

describe("a new password", () => {
  let opened: OpenTestDatabase;
  let store: Store;
  const logged: string[] = [];
  const log = pino({ level: "info" }, { write: (line: string) => void logged.push(line) });
  const openWith = (url: string | undefined) =>
    openStore(opened.address, log, {
      accounts: { isSignUpOpen: false, publicUrl: "https://lintel.example", mail: url === undefined ? undefined : { url, from: "lintel@example.org" }, oidc: undefined },
    });
  const PASSWORD = "orange kettle quietly";
  const request = (email: string, address = "192.0.2.1") => ask(store.context, "POST", "/password-resets", { body: { email }, address });
  const signIn = (password: string) => ask(store.context, "POST", "/sign-in", { body: { email: "ada@example.org", password } });
  beforeAll(async () => {
    const [database] = await testDatabases();
    if (database === undefined) throw new Error("There is no database to test on.");
    opened = await database.open();
    store = await openWith(undefined);
    const token = await issueSetupToken(store.context.database);
    await ask(store.context, "POST", "/setup", { body: { token, workspace: "Shop", name: "Ada", email: "ada@example.org", password: PASSWORD } });
  });
  afterAll(async () => {
    await store.close();
    await opened.close();
  });

  test("without a mail server nobody is promised a mail", async () => {
    expect(await request("ada@example.org")).toMatchObject({ status: 404, body: { error: { message: expect.stringContaining("Ask an administrator") } } });
  });

  test("whoever forgot the password gets a link by mail that sets a new one, once; a stranger's address gets nothing and the same answer", async () => {
    await store.close();
    store = await openWith(`smtp://127.0.0.1:${await mailServer()}`);
    const [known, unknown] = [await request("ada@example.org"), await request("nobody@example.org")];
    expect(known).toMatchObject({ status: 200, body: unknown.body });
    await store.context.mails.finished();
    expect(received.map(({ to }) => to)).toEqual([["ada@example.org"]]);
    // Long lines are folded with a = at their end.
    const text = received[0]?.text.replaceAll("=\r\n", "").replaceAll("=3D", "=") ?? "";
    const secret = /https:\/\/lintel\.example\/reset#(\S+)/u.exec(text)?.[1];
    const redeem = () => ask(store.context, "POST", "/password-resets/use", { body: { secret, password: "purple anchor melody" } });
    expect((await redeem()).status).toBe(200);
    expect((await redeem()).status).toBe(404);
    expect((await signIn("purple anchor melody")).status).toBe(200);
    expect(logged.join("")).not.toContain(secret);
  });

  test("a mail server that fails delays nobody and is written into the log, without its password", async () => {
    await store.close();
    store = await openWith(`smtp://lintel:topsecret@127.0.0.1:${await mailServer({ onConnect: (_session, callback) => callback(new Error("Not today")) })}`);
    expect((await request("ada@example.org")).status).toBe(200);
    await store.context.mails.finished();
    expect(received).toEqual([]);
    expect(logged.join("")).toContain("Not today");
    expect(logged.join("")).not.toContain("topsecret");
  });

  test.each(["ada@example.org\r\nBcc: eve@example.org", "ada@example.org, eve@example.org", "<ada@example.org>", "Ada <ada@example.org>"])("%j is no address", async (email) => {
    expect((await request(email)).status).toBe(400);
  });
});
