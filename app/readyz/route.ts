import { serverRuntime } from "#lib/server/runtime.ts";

export const dynamic = "force-dynamic";

/** The process can do its work: the database answers. */
export async function GET(): Promise<Response> {
  const isReady = await serverRuntime().isReady();
  return Response.json(
    { status: isReady ? "ready" : "unavailable" },
    { status: isReady ? 200 : 503, headers: { "cache-control": "no-store", ...(isReady ? {} : { "retry-after": "2" }) } },
  );
}
