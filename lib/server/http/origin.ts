import type { IncomingMessage } from "node:http";

/** Whether a page of another site asks. Browsers say where a request comes from; programs (curl, the command line) say nothing and carry no cookies of a victim. */
export function isFromElsewhere({ headers }: IncomingMessage): boolean {
  const { origin } = headers;
  if (origin !== undefined) return origin === "null" || !URL.canParse(origin) || new URL(origin).host !== headers.host?.toLowerCase();
  const site = headers["sec-fetch-site"];
  return site !== undefined && site !== "same-origin" && site !== "none";
}
