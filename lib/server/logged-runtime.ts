import type { Logger } from "pino";
import { requestContext } from "./http/request-context.ts";
import type { ServerRuntime } from "./runtime.ts";

/** A runtime whose failures stand in the log under the number that the answer has: a page tells nothing else of them, and nobody else would. */
export function loggedRuntime(runtime: ServerRuntime, log: Logger): ServerRuntime {
  const logged = async <Result>(work: () => Promise<Result>): Promise<Result> => {
    try {
      return await work();
    } catch (error) {
      log.error({ err: error, requestId: requestContext().requestId }, "a page or a route failed");
      throw error;
    }
  };
  return {
    handleApi: (request) => logged(async () => runtime.handleApi(request)),
    isReady: () => logged(async () => runtime.isReady()),
    startPage: (cookies) => logged(async () => runtime.startPage(cookies)),
  };
}
