import process from "node:process";

const HEARTBEAT_MS = 10_000;

/** @type {NodeJS.WritableStream} */
let stream = process.stderr;

/**
 * Chooses where set-up is spoken about: standard error unless said otherwise, so that the output of a command that needed set-up stays clean.
 * @param {NodeJS.WritableStream} chosen
 */
export function speakOn(chosen) {
  stream = chosen;
}

/**
 * Runs one long step of a set-up and says so: what begins, that it still goes on, how long it took.
 * @template Result
 * @param {string} title
 * @param {() => Result | Promise<Result>} work
 * @returns {Promise<Result>}
 */
export async function step(title, work) {
  const began = Date.now();
  const seconds = () => `${((Date.now() - began) / 1000).toFixed(1)} s`;
  say(`${title} …`);
  const heartbeat = setInterval(() => say(`  still ${lowerFirst(title)} (${seconds()})`), HEARTBEAT_MS);
  try {
    const result = await work();
    say(`  done in ${seconds()}`);
    return result;
  } finally {
    clearInterval(heartbeat);
  }
}

/** @param {string} line */
export function say(line) {
  stream.write(`${line}\n`);
}

/** A failure the user can do something about: its message is shown, its stack is not. */
export class SetupError extends Error {}

/**
 * Ends the process with a sentence instead of a stack for failures that are not our bugs.
 * @param {unknown} error
 * @returns {never}
 */
export function failSetup(error) {
  stream = process.stderr;
  say(error instanceof SetupError ? `\n${error.message}` : `\n${error instanceof Error ? error.stack : String(error)}`);
  process.exit(1);
}

/** @param {string} text */
function lowerFirst(text) {
  return text.charAt(0).toLowerCase() + text.slice(1);
}

/** Makes a signal end the process in the usual way, so that programs it runs for set-up end with it. */
export function exitOnSignals() {
  for (const [signal, code] of /** @type {const} */ ([
    ["SIGHUP", 129],
    ["SIGINT", 130],
    ["SIGTERM", 143],
  ]))
    process.on(signal, () => process.exit(code));
}
