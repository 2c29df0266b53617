import type { Operation } from "#lib/server/operation.ts";

/** An operation with what its path says. */
export interface Route {
  readonly operation: Operation;
  readonly parameters: Readonly<Record<string, string>>;
}

/**
 * Finds the operation for a path below `/api/v1`.
 * @returns the route; or the methods that the path has when the asked one is not among them (none: the path does not exist)
 */
export function findRoute(operations: readonly Operation[], method: string, path: string): Route | { readonly allowed: readonly string[] } {
  const allowed: string[] = [];
  for (const operation of operations) {
    const parameters = match(operation.path, path);
    if (parameters === undefined) continue;
    if (operation.method === method) return { operation, parameters };
    allowed.push(operation.method);
  }
  return { allowed };
}

function match(template: string, path: string): Record<string, string> | undefined {
  const wanted = template.split("/");
  const given = path.split("/");
  if (wanted.length !== given.length) return undefined;
  const parameters: Record<string, string> = {};
  for (const [index, part] of wanted.entries()) {
    const value = given[index] ?? "";
    if (part.startsWith("{")) parameters[part.slice(1, -1)] = decode(value);
    else if (part !== value) return undefined;
  }
  return parameters;
}

/** A path that cannot be decoded is taken as it stands; no id looks like that. */
function decode(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
}
