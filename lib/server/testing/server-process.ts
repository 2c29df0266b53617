import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { sketch } from "#lib/model/sketch.ts";
import { PROTOCOL_VERSION, REALTIME_PATH } from "#lib/sync/realtime-protocol.ts";
import { designUpdate } from "#lib/sync/shared-design.ts";
import { RawClient } from "./live-server.ts";

const ROOT = fileURLToPath(new URL("../../..", import.meta.url));

/** How a server is started. */
export interface ServerProcessOptions {
  readonly dataFolder: string;
  /** Settings beside the data folder. */
  readonly environment?: Readonly<Record<string, string>>;
  /** Words for Node before the program. */
  readonly flags?: readonly string[];
}

/** The built product in a process of its own. */
export class ServerProcess {
  readonly child: ChildProcess;
  readonly url: string;
  readonly #said: () => string;

  private constructor(child: ChildProcess, url: string, said: () => string) {
    this.child = child;
    this.url = url;
    this.#said = said;
  }

  /** Starts a server on a port of its own; resolves when it answers. */
  static async start({ dataFolder, environment = {}, flags = [] }: ServerProcessOptions): Promise<ServerProcess> {
    const child = spawn(process.execPath, [...flags, "lib/server/main.ts"], {
      cwd: ROOT,
      env: { ...process.env, PORT: "0", LINTEL_DATA: dataFolder, DATABASE_URL: "", NODE_ENV: "production", ...environment },
      stdio: ["ignore", "pipe", "pipe"],
    });
    let said = "";
    const url = await new Promise<string>((resolve, reject) => {
      for (const stream of [child.stdout, child.stderr])
        stream.on("data", (chunk: Buffer) => {
          said += chunk.toString();
          const ready = /ready: (http:\S+)/.exec(said)?.[1];
          if (ready !== undefined) resolve(ready);
        });
      child.once("exit", () => reject(new Error(`The server ended before it answered:\n${said}`)));
    });
    return new ServerProcess(child, url, () => said);
  }

  /** What it printed so far, its log too. */
  get said(): string {
    return this.#said();
  }
  /** Megabytes of memory it takes, as Linux counts. */
  get memory(): number {
    return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${this.child.pid}/status`, "utf8"))?.[1]) / 1024;
  }

  /** Sends a signal and waits for the end; returns how many milliseconds it took. */
  async end(signal: NodeJS.Signals): Promise<number> {
    const began = performance.now();
    if (this.child.exitCode === null && this.child.signalCode === null) {
      this.child.kill(signal);
      await once(this.child, "exit");
    }
    return performance.now() - began;
  }

  /** Sends a request to the API; resolves with the answer however it went. */
  async ask(method: string, path: string, body?: unknown, headers: Readonly<Record<string, string>> = {}): Promise<Response> {
    return fetch(`${this.url}/api/v1${path}`, {
      method,
      headers: { ...(body === undefined ? {} : { "content-type": "application/json" }), ...headers },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  }
  /** The same for an answer that must come; the caller names what the operation answers. */
  async answer<Answer>(method: string, path: string, body?: unknown, headers?: Readonly<Record<string, string>>): Promise<Answer> {
    const response = await this.ask(method, path, body, headers);
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
    return (await response.json()) as Answer;
  }

  /** Makes a small design; returns its id. */
  async create(): Promise<string> {
    const update = Buffer.from(designUpdate(sketch("Chaos").design)).toString("base64");
    return (await this.answer<{ id: string }>("POST", "/designs", { update })).id;
  }
  /** Opens a live connection, also with a server that has only just begun. */
  async join(designId: string, headers: Readonly<Record<string, string>> = {}): Promise<RawClient> {
    const deadline = performance.now() + 15_000;
    for (;;) {
      const ticket = await this.ask("POST", `/designs/${designId}/realtime-tickets`, {}, headers);
      if (ticket.ok) {
        const client = await RawClient.open(`${this.url.replace("http", "ws")}${REALTIME_PATH}`);
        // The operation answers with a ticket.
        client.text({ type: "hello", version: PROTOCOL_VERSION, ticket: ((await ticket.json()) as { ticket: string }).ticket, generation: 1, since: 1 });
        await client.until("a welcome", () => client.welcome ?? client.closed, 15_000);
        if (client.welcome !== undefined) return client;
      }
      if (performance.now() > deadline) throw new Error(`Nobody is let in to ${designId}: ${ticket.status}`);
      await sleep(200);
    }
  }
  /** Waits until it says that it can work. */
  async ready(milliseconds: number): Promise<void> {
    const deadline = performance.now() + milliseconds;
    for (;;) {
      const response = await fetch(`${this.url}/readyz`).catch(() => undefined);
      if (response?.ok) return;
      if (performance.now() > deadline) throw new Error(`Not ready within ${milliseconds} ms; /readyz answers ${response?.status ?? "nothing"}.\n${this.said.slice(-2_000)}`);
      await sleep(100);
    }
  }
}
