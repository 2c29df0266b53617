import { destination, type Logger, pino } from "pino";
import type { Settings } from "./settings.ts";

/** Names whose values never reach the log, wherever they stand. */
const SECRET_NAMES = ["secret", "password", "current", "token", "invitation", "cookie", "authorization", "connectionString", "set-cookie"];

/** The server's own log: JSON lines on standard output, quiet unless something is wrong. */
export function makeLog(level: Settings["logLevel"], stream = destination({ fd: 1, sync: true })): Logger {
  const paths = SECRET_NAMES.flatMap((name) => [`["${name}"]`, `*["${name}"]`, `*.*["${name}"]`]);
  return pino({ level, base: null, redact: { paths, censor: "[secret]" } }, stream);
}
