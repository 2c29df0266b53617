import type { Logger } from "pino";
import { requestContext } from "./http/request-context.ts";
import type { ServerRuntime } from "./runtime.ts";

/** A runtime whose failures stand in the log under the number of the request, which is all that a page tells of them. */
export function loggedRuntime(runtime: ServerRuntime, log: Logger): ServerRuntime {
  const logged = async <Result>(work: () => Promise<Result>): Promise<Result> => {
    try {
      return await work();
    } catch (error) {
      const { requestId } = requestContext();
      log.error({ err: error, requestId }, "a page or a route failed");
      // Next tells a browser the digest of a failure and nothing else.
      throw Object.assign(new Error("A page or a route failed.", { cause: error }), { digest: requestId });
    }
  };
  return {
    publicUrl: runtime.publicUrl,
    handleApi: (request) => logged(async () => runtime.handleApi(request)),
    isReady: () => logged(async () => runtime.isReady()),
    startPage: (cookies) => logged(async () => runtime.startPage(cookies)),
  };
}
