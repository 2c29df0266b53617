/** Attributes that every span carries. */
export const SPAN_ATTRIBUTES = ["service", "operation", "duration", "error"] as const;
/** Fields that every log line carries. */
export const LOG_FIELDS = ["traceId", "userId", "duration", "status"] as const;
/** The RED metrics: how often, how often in vain, how long. */
export const RED_METRICS = ["rate", "errors", "duration"] as const;

const normalised = (name: string): string => name.toLowerCase().replaceAll(/[^\p{L}\p{N}]+/gu, "");

/** The required names that a list lacks; `trace_id`, `duration (p99)` and `error.type` count as `traceId`, `duration` and `errors`. */
export function lacking(required: readonly string[], present: readonly string[] | undefined): readonly string[] {
  if (present === undefined || present.length === 0) return required;
  const known = present.map(normalised);
  return required.filter((name) => {
    const start = normalised(name).replace(/s$/u, "");
    return !known.some((other) => other.startsWith(start));
  });
}
