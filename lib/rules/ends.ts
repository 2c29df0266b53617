import type { DesignIndex } from "#lib/analysis/design-index.ts";
import type { ElementRef } from "./rule.ts";

/** Names of the two ends of a connection, for messages; `?` when it is gone. */
export function endsOf(index: DesignIndex, element: ElementRef): { readonly from: string; readonly to: string } {
  const connection = index.connections.get(element.id);
  return { from: index.nameOf(connection?.from), to: index.nameOf(connection?.to) };
}
