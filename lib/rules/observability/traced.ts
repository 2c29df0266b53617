import type { DesignIndex } from "#lib/analysis/design-index.ts";
import type { Component, ComponentKind } from "#lib/model/component.ts";
import { COMPUTE_KINDS } from "#lib/model/kinds.ts";
import { SPAN_ATTRIBUTES } from "./names.ts";

type Tracing = NonNullable<Component["tracing"]>;

/** Kinds that take part in a trace: our own code and gateways. */
export const TRACED_KINDS = [...COMPUTE_KINDS, "gateway"] as const satisfies readonly ComponentKind[];

/** Whether a request can pass more than one component that writes spans, so that a trace says more than a log. */
export function isDistributed(index: DesignIndex): boolean {
  let parts = 0;
  for (const kind of TRACED_KINDS) parts += index.ofKind(kind).length;
  return parts >= 2;
}

/** Tracing as it should be, on top of what is declared. */
export const traced = (tracing: Tracing | undefined): Tracing => ({ propagation: "w3c", spanAttributes: [...SPAN_ATTRIBUTES], ...tracing, enabled: true });
