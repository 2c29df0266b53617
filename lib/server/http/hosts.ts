const LOOPBACK_NAMES = new Set(["localhost", "127.0.0.1", "[::1]"]);

/** The name in a Host header, in small letters, without the port. */
function nameOf(host: string): string {
  return host.toLowerCase().replace(/:\d{1,5}$/, "");
}

/** Whether a Host header names this machine itself, with any port. */
export const isLoopbackHost = (host: string | undefined): boolean => host !== undefined && LOOPBACK_NAMES.has(nameOf(host));

/**
 * Whether a Host header is one that this server answers to. Any other name may be a foreign page's that was made to
 * point here (DNS rebinding).
 * @param extra further names, with or without a port
 */
export function isAllowedHost(host: string | undefined, extra: readonly string[]): boolean {
  if (host === undefined) return false;
  return isLoopbackHost(host) || extra.includes(host.toLowerCase()) || extra.includes(nameOf(host));
}
