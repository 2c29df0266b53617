/** Attributes that every span carries. */
export const SPAN_ATTRIBUTES = ["service", "operation", "duration", "error"] as const;
/** Fields that every log line carries. */
export const LOG_FIELDS = ["traceId", "userId", "duration", "status"] as const;
/** The RED metrics: how often, how often in vain, how long. */
export const RED_METRICS = ["rate", "errors", "duration"] as const;

const normalised = (name: string): string => name.toLowerCase().replaceAll(/[^\p{L}\p{N}]+/gu, "");

const NONE: readonly string[] = [];

/** The required names that a list lacks; `trace_id`, `duration (p99)` and `error.type` count as `traceId`, `duration` and `errors`. */
export function lacking(required: readonly string[], present: readonly string[] | undefined): readonly string[] {
  if (present === undefined || present.length === 0) return required;
  let lacks: string[] | undefined;
  let known: readonly string[] | undefined;
  for (const name of required) {
    if (present.includes(name)) continue; // Written as asked for, which needs no reading.
    known ??= present.map(normalised);
    const start = normalised(name).replace(/s$/u, "");
    if (!known.some((other) => other.startsWith(start))) (lacks ??= []).push(name);
  }
  return lacks ?? NONE;
}
