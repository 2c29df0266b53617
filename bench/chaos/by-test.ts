import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import type { Outcome, Trial } from "./promise.ts";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));

/** Runs tests of the project, longer than `npm test` does; tells how many passed. */
export function byTest(program: readonly string[], environment: Readonly<Record<string, string>>, { say }: Trial): Promise<Outcome> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [...program], { cwd: ROOT, env: { ...process.env, NO_COLOR: "1", FORCE_COLOR: "0", ...environment }, stdio: ["ignore", "pipe", "pipe"] });
    let output = "";
    for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk: Buffer) => (output += chunk.toString()));
    child.on("error", reject);
    child.on("close", (code) => {
      const passed = Number(/(\d+) passed/u.exec(output.slice(output.lastIndexOf("Tests ") + 1))?.[1] ?? 0);
      if (code !== 0) say(output.slice(-4_000));
      resolve({ kept: code === 0 && passed > 0, figures: code === 0 ? `${passed} tests passed` : `NOT KEPT: ${/FAIL.*|✘.*/u.exec(output)?.[0] ?? `ended with ${code}`}` });
    });
  });
}
