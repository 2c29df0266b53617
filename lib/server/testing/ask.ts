import { handleApi } from "#lib/server/http/api.ts";
import { Limits } from "#lib/server/http/limits.ts";
import { withRequestContext } from "#lib/server/http/request-context.ts";
import type { ServerContext } from "#lib/server/context.ts";

const PLENTY = { points: 100_000, duration: 1 };
/** Limits that nothing reaches. */
const roomyLimits = (): Limits => new Limits({ address: PLENTY, caller: PLENTY, guarded: PLENTY });

/** What a test says beside the request itself. */
export interface Asking {
  readonly body?: unknown;
  readonly cookie?: string | undefined;
  readonly headers?: Readonly<Record<string, string>>;
  readonly address?: string;
  readonly isLocal?: boolean;
  readonly limits?: Limits;
}

/** An answer of the API. */
export interface ApiAnswer<Body> {
  readonly status: number;
  readonly body: Body;
  readonly headers: Headers;
  /** What a browser would send back from now on. */
  readonly cookie: string;
}

/** Sends a request to the API as a browser would; `Body` is what the test reads of the answer. */
export async function ask<Body = Record<string, unknown>>(context: ServerContext, method: string, path: string, asking: Asking = {}): Promise<ApiAnswer<Body>> {
  const { body, cookie, headers, address = "192.0.2.7", isLocal = false, limits = roomyLimits() } = asking;
  const request = new Request(`http://localhost/api/v1${path}`, {
    method,
    headers: { "user-agent": "a browser", ...headers, ...(cookie ? { cookie } : {}), ...(body === undefined ? {} : { "content-type": "application/json" }) },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const about = { requestId: "request-1", remoteAddress: address, isLocal, isSecure: false };
  const response = await withRequestContext(about, () => handleApi(request, context, limits));
  const cookies = response.headers.getSetCookie().map((header) => header.split(";", 1)[0] ?? "");
  // What an answer lacks fails the test that reads it.
  return { status: response.status, body: (await response.json()) as Body, headers: response.headers, cookie: cookies.join("; ") };
}
