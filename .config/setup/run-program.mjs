import { spawn } from "node:child_process";
import { basename } from "node:path";
import process from "node:process";
import { SetupError } from "./progress.mjs";

/** How many characters of a failed program's output are shown. */
const SHOWN_OUTPUT = 4000;

/**
 * Runs a program to its end. Its output is shown when `show` is set, else kept and shown only when it fails.
 * @param {string} command
 * @param {readonly string[]} parameters
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv, show?: boolean, purpose: string }} options
 * @returns {Promise<string>} what it wrote, empty when shown
 */
export function runProgram(command, parameters, { cwd, env = process.env, show = false, purpose }) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, parameters, { cwd, env, stdio: ["ignore", show ? "inherit" : "pipe", show ? "inherit" : "pipe"] });
    // Whatever ends us ends the program too.
    const stop = () => child.kill("SIGTERM");
    process.once("exit", stop);
    let output = "";
    const collect = (/** @type {Buffer} */ chunk) => (output += chunk.toString());
    child.stdout?.on("data", collect);
    child.stderr?.on("data", collect);
    child.on("error", (cause) => reject(new SetupError(`${purpose} failed: ${command} cannot be run (${cause.message}).`)));
    child.on("close", (code, signal) => {
      process.off("exit", stop);
      if (code === 0) return resolve(output);
      reject(new SetupError(`${purpose} failed (${signal ?? `exit code ${code}`}).\n${output.trim().slice(-SHOWN_OUTPUT)}`.trim()));
    });
  });
}

/**
 * Runs npm: the one that started us when there is one, else the one on the path.
 * @param {readonly string[]} parameters
 * @param {{ cwd?: string, purpose: string }} options
 */
export function runNpm(parameters, options) {
  const started = process.env["npm_execpath"];
  if (started !== undefined && basename(started) === "npm-cli.js") return runProgram(process.execPath, [started, ...parameters], options);
  if (process.platform !== "win32") return runProgram("npm", parameters, options);
  return runProgram("cmd.exe", ["/d", "/s", "/c", "npm", ...parameters], options);
}
