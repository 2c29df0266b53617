/** Every way in which a request can fail that is not our bug, with its HTTP status. */
export const ERROR_STATUS = {
  invalid_input: 400,
  unauthenticated: 401,
  forbidden: 403,
  not_found: 404,
  method_not_allowed: 405,
  conflict: 409,
  too_large: 413,
  unsupported_media_type: 415,
  rate_limited: 429,
  internal: 500,
  unavailable: 503,
} as const;

/** Name of an expected failure; stable, so that clients may rely on it. */
export type ErrorCode = keyof typeof ERROR_STATUS;

/** An expected failure of the server. The message says to the user what is wrong and what to do; it never holds paths, SQL or secrets. */
export class AppError extends Error {
  readonly code: ErrorCode;
  /** Seconds after which trying again makes sense. */
  readonly retryAfter: number | undefined;
  /** What is wrong with single fields of the input, by their names. */
  readonly fields: Readonly<Record<string, string>> | undefined;

  constructor(code: ErrorCode, message: string, options: ErrorOptions & { readonly retryAfter?: number; readonly fields?: Readonly<Record<string, string>> } = {}) {
    super(message, options);
    this.name = "AppError";
    this.code = code;
    this.retryAfter = options.retryAfter;
    this.fields = options.fields;
  }
}

/** One field is wrong; the message says why and what to do. */
export const wrongField = (field: string, message: string): AppError => new AppError("invalid_input", message, { fields: { [field]: message } });

/** The answer for what does not exist and for what the actor may not know to exist: always the same. */
export const notFound = (): AppError => new AppError("not_found", "There is nothing here, or it is not open to you.");
