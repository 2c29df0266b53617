import { spawn } from "node:child_process";
import { text } from "node:stream/consumers";
import process from "node:process";
import { isatty } from "node:tty";
import { fileURLToPath } from "node:url";
import { EXIT, type ExitCode } from "./command.ts";
import { main } from "./main.ts";

// A reader that has seen enough (`lintel rules | head`) closes the pipe; that is no error of ours.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code === "EPIPE") process.exit(0);
  throw error;
});

/** The server's own program takes over the terminal until it is done. */
function runServerCommand(parameters: readonly string[]): Promise<ExitCode> {
  const program = fileURLToPath(new URL("../server/commands/run.ts", import.meta.url));
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [program, ...parameters], { stdio: "inherit" });
    // Ctrl-C in the terminal reaches both; this one waits for the other.
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => child.kill(signal));
    child.on("error", () => resolve(EXIT.bug));
    child.on("exit", (code) => resolve(code === EXIT.clean || code === EXIT.unusable ? code : EXIT.bug));
  });
}

const { env } = process;
const now = new Date();
const twoDigits = (number: number) => String(number).padStart(2, "0");

// The exit code is set and not forced, so that all of the output reaches a pipe.
process.exitCode = await main(process.argv.slice(2), {
  out: (output) => void process.stdout.write(output),
  error: (line) => void process.stderr.write(line),
  input: () => text(process.stdin),
  server: runServerCommand,
  cwd: process.cwd(),
  colour: isatty(process.stdout.fd) && !env["NO_COLOR"] && env["TERM"] !== "dumb",
  today: `${now.getFullYear()}-${twoDigits(now.getMonth() + 1)}-${twoDigits(now.getDate())}`,
  env,
});
