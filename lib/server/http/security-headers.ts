/**
 * What every answer tells the browser about how little to trust it, unless a route says it more strictly for itself.
 * @param about `nonce` names the scripts of this one answer, no other script in the page runs; `isSecure` says that the browser speaks TLS;
 * `embedders` are the origins whose pages may hold this one in a frame, beside our own
 */
export function securityHeaders({
  isDevelopment,
  isSecure,
  nonce,
  embedders = [],
}: {
  readonly isDevelopment: boolean;
  readonly isSecure: boolean;
  readonly nonce: string;
  readonly embedders?: readonly string[];
}): Readonly<Record<string, string>> {
  const policy = {
    "default-src": "'self'",
    // Next writes the page's data into inline scripts and gives them the nonce. Development compiles in the browser and adds scripts without one.
    "script-src": isDevelopment ? "'self' 'unsafe-inline' 'unsafe-eval'" : `'self' 'nonce-${nonce}'`,
    // React Flow and the layout place things with style attributes.
    "style-src": "'self' 'unsafe-inline'",
    "img-src": "'self' data: blob:",
    "font-src": "'self' data:",
    "connect-src": `'self' data: blob:${isDevelopment ? " ws:" : ""}`,
    "worker-src": "'self' blob:",
    "frame-src": "'self' blob:",
    "object-src": "'none'",
    "base-uri": "'none'",
    "form-action": "'self'",
    "frame-ancestors": ["'self'", ...embedders].join(" "),
  };
  return {
    "content-security-policy": Object.entries(policy)
      .map(([directive, sources]) => `${directive} ${sources}`)
      .join("; "),
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    // It knows no list; browsers that know the policy ignore it.
    ...(embedders.length === 0 && { "x-frame-options": "SAMEORIGIN" }),
    // Without TLS browsers ignore it; a year is what they ask for, and other names of the domain are not ours to decide.
    ...(isSecure && { "strict-transport-security": "max-age=31536000" }),
    "permissions-policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=()",
  };
}
