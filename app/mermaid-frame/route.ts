import { randomBytes } from "node:crypto";

/**
 * The page inside the frame that draws Mermaid diagrams. Its own policy: an origin of its own, two scripts, no network.
 * The scripts are named by a nonce because a page without an origin has no `'self'`.
 */
export function GET(): Response {
  const nonce = randomBytes(16).toString("base64url");
  const policy = [
    "default-src 'none'",
    `script-src 'nonce-${nonce}'`,
    "style-src 'unsafe-inline'",
    "img-src data:",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'self'",
    "sandbox allow-scripts",
  ].join("; ");
  const page = `<!doctype html><html lang="en"><meta charset="utf-8"><title>Diagram</title><body><script nonce="${nonce}" src="/mermaid/mermaid.min.js"></script><script nonce="${nonce}" src="/mermaid/frame.js"></script></body></html>`;
  return new Response(page, {
    headers: {
      "Content-Type": "text/html; charset=utf-8",
      "Content-Security-Policy": policy,
      "Cache-Control": "no-store",
      "Referrer-Policy": "no-referrer",
      "X-Content-Type-Options": "nosniff",
    },
  });
}
