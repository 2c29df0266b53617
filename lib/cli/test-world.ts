import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Io } from "./command.ts";
import { main } from "./main.ts";

/** What a run of the program left behind. */
export interface Run {
  readonly code: number;
  readonly out: string;
  readonly error: string;
}

/** A folder of its own in which a test runs the program as a user would, without a process. */
export class TestWorld {
  readonly folder = mkdtempSync(join(tmpdir(), "lintel-cli-"));

  /** Writes a file into the folder. */
  write(name: string, text: string): this {
    writeFileSync(join(this.folder, name), text);
    return this;
  }
  /** Reads a file of the folder. */
  read(name: string): string {
    return readFileSync(join(this.folder, name), "utf8");
  }
  /** Runs the program; `world` replaces parts of what surrounds it. */
  async run(args: readonly string[], world: Partial<Omit<Io, "out" | "error" | "input">> & { readonly input?: string } = {}): Promise<Run> {
    const { input, ...rest } = world;
    let out = "";
    let error = "";
    const code = await main(args, {
      out: (output) => void (out += typeof output === "string" ? output : Buffer.from(output).toString("latin1")),
      error: (line) => void (error += line),
      input: () => Promise.resolve(input ?? ""),
      server: () => Promise.reject(new Error("This test has no server.")),
      cwd: this.folder,
      colour: false,
      today: "2026-11-21",
      env: {},
      ...rest,
    });
    return { code, out, error };
  }
  /** Removes the folder. */
  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}
