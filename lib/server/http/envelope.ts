import type { ErrorCode } from "#lib/server/errors.ts";

/** The one form of every failure. */
export interface ErrorEnvelope {
  readonly error: { readonly code: ErrorCode; readonly message: string; readonly requestId: string; readonly fields?: Readonly<Record<string, string>> };
}

/** Wraps a failure; `fields` says which parts of the input are wrong, and why. */
export const envelope = (code: ErrorCode, message: string, requestId: string, fields?: Readonly<Record<string, string>>): ErrorEnvelope => ({
  error: { code, message, requestId, ...(fields && { fields }) },
});
