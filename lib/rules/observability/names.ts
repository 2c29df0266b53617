/** Attributes that every span carries. */
export const SPAN_ATTRIBUTES = ["service", "operation", "duration", "error"] as const;
/** Fields that every log line carries. */
export const LOG_FIELDS = ["traceId", "userId", "duration", "status"] as const;
/** The RED metrics: how often, how often in vain, how long. */
export const RED_METRICS = ["rate", "errors", "duration"] as const;

const normalised = (name: string): string => name.toLowerCase().replaceAll(/[^\p{L}\p{N}]+/gu, "");

const startOf = (name: string): string => normalised(name).replace(/s$/u, "");
const STARTS = new Map<string, string>([...SPAN_ATTRIBUTES, ...LOG_FIELDS, ...RED_METRICS].map((name) => [name, startOf(name)]));

/** Whether the letters and digits of a name begin with these. Every list of every component is read: names in ASCII are not rewritten for that. */
function begins(name: string, start: string): boolean {
  let at = 0;
  for (let position = 0; position < name.length && at < start.length; position += 1) {
    let code = name.charCodeAt(position);
    if (code > 127) return normalised(name).startsWith(start);
    if (code >= 65 && code <= 90) code += 32;
    if ((code < 97 || code > 122) && (code < 48 || code > 57)) continue;
    if (code !== start.charCodeAt(at)) return false;
    at += 1;
  }
  return at === start.length;
}

const NONE: readonly string[] = [];

/** The required names that a list lacks; `trace_id`, `duration (p99)` and `error.type` count as `traceId`, `duration` and `errors`. */
export function lacking(required: readonly string[], present: readonly string[] | undefined): readonly string[] {
  if (present === undefined || present.length === 0) return required;
  let lacks: string[] | undefined;
  for (const name of required) {
    if (present.includes(name)) continue; // Written as asked for, which needs no reading.
    const start = STARTS.get(name) ?? startOf(name);
    if (!present.some((other) => begins(other, start))) (lacks ??= []).push(name);
  }
  return lacks ?? NONE;
}
