import { serverRuntime } from "#lib/server/runtime.ts";

export const dynamic = "force-dynamic";

const answer = (request: Request): Promise<Response> => serverRuntime().handleApi(request);

export { answer as DELETE, answer as GET, answer as PATCH, answer as POST, answer as PUT };
