import { AppError } from "#lib/server/errors.ts";

/** Reads the JSON object in the body of a request; an empty body is an empty object. */
export async function readBody(request: Request, limit: number): Promise<Record<string, unknown>> {
  const text = await readText(request, limit);
  if (text === "") return {};
  // A form of another site can send other types without asking the browser first.
  if (!/^application\/json\s*(;|$)/i.test(request.headers.get("content-type") ?? "")) throw new AppError("unsupported_media_type", "Send the body as application/json.");
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch {
    throw new AppError("invalid_input", "The body is not JSON.");
  }
  if (typeof body !== "object" || body === null || Array.isArray(body)) throw new AppError("invalid_input", "The body must be a JSON object.");
  return { ...body };
}

async function readText(request: Request, limit: number): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  if (request.body !== null) {
    for await (const chunk of request.body) {
      size += chunk.byteLength;
      if (size > limit) throw new AppError("too_large", `The body may have ${Math.floor(limit / 1024)} kB at most.`);
      chunks.push(chunk);
    }
  }
  return Buffer.concat(chunks).toString("utf8");
}
