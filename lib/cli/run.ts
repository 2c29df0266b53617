import { text } from "node:stream/consumers";
import process from "node:process";
import { isatty } from "node:tty";
import { main } from "./main.ts";

// A reader that has seen enough (`lintel rules | head`) closes the pipe; that is no error of ours.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code === "EPIPE") process.exit(0);
  throw error;
});

const { env } = process;
const now = new Date();
const twoDigits = (number: number) => String(number).padStart(2, "0");

// The exit code is set and not forced, so that all of the output reaches a pipe.
process.exitCode = await main(process.argv.slice(2), {
  out: (output) => void process.stdout.write(output),
  error: (line) => void process.stderr.write(line),
  input: () => text(process.stdin),
  cwd: process.cwd(),
  colour: isatty(process.stdout.fd) && !env["NO_COLOR"] && env["TERM"] !== "dumb",
  today: `${now.getFullYear()}-${twoDigits(now.getMonth() + 1)}-${twoDigits(now.getDate())}`,
  env,
});
