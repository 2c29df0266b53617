import type { ErrorCode } from "#lib/server/errors.ts";

/** The one form of every failure. */
export interface ErrorEnvelope {
  readonly error: { readonly code: ErrorCode; readonly message: string; readonly requestId: string };
}

/** Wraps a failure. */
export const envelope = (code: ErrorCode, message: string, requestId: string): ErrorEnvelope => ({ error: { code, message, requestId } });
