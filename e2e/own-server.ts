import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** A server of one journey's own, with nothing in it. */
export interface OwnServer {
  readonly url: string;
  /** What it printed so far. */
  said(): string;
  stop(): Promise<void>;
}

/** Starts the product on an empty data folder, as after the installation, with settings beside the usual ones. */
export async function startOwnServer(settings: Readonly<Record<string, string>> = {}): Promise<OwnServer> {
  const folder = await mkdtemp(join(tmpdir(), "lintel-e2e-fresh-"));
  const child = spawn(process.execPath, ["lib/server/main.ts"], {
    cwd: join(import.meta.dirname, ".."),
    // An empty address of a database means one of its own, in the folder.
    env: { ...process.env, DATABASE_URL: "", PORT: "0", LINTEL_DATA: folder, NODE_ENV: "production", ...settings },
    stdio: ["ignore", "pipe", "inherit"],
  });
  let printed = "";
  child.stdout?.on("data", (chunk: Buffer) => (printed += chunk.toString()));
  const url = await readyAt(child);
  return {
    url,
    said: () => printed,
    async stop() {
      child.kill("SIGTERM");
      await once(child, "exit");
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** The address that a starting server prints once it answers. */
function readyAt(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = "";
    child.stdout?.on("data", (chunk: Buffer) => {
      said += chunk.toString();
      const url = /Lintel is ready: (\S+)/u.exec(said)?.[1];
      if (url !== undefined) resolve(url);
    });
    child.once("exit", () => reject(new Error(`The server ended before it answered:\n${said}`)));
  });
}
