import type { ComponentKind } from "./component.ts";

/** Kinds that run our own code. */
export const COMPUTE_KINDS = ["service", "function", "bff", "streamProcessor", "batchJob"] as const satisfies readonly ComponentKind[];
/** Kinds that keep data. */
export const STORE_KINDS = ["database", "objectStore", "cache"] as const satisfies readonly ComponentKind[];
/** Kinds that carry messages. */
const MESSAGING_KINDS = ["broker", "topic", "queue"] as const satisfies readonly ComponentKind[];
/** Kinds that stand in front of compute and let traffic in. */
const EDGE_KINDS = ["cdn", "loadBalancer", "gateway"] as const satisfies readonly ComponentKind[];

const membership = (kinds: readonly ComponentKind[]) => {
  const set = new Set<ComponentKind>(kinds);
  return (component: { readonly kind: ComponentKind } | undefined): boolean => component !== undefined && set.has(component.kind);
};

/** Whether it runs our own code (service, function, back end for front end, stream processor, batch job). */
export const isCompute = membership(COMPUTE_KINDS);
/** Whether it keeps data (database, object store, cache). */
export const isStore = membership(STORE_KINDS);
/** Whether it carries messages (broker, topic, queue). */
export const isMessaging = membership(MESSAGING_KINDS);
/** Whether it stands in front of compute and lets traffic in (CDN, load balancer, gateway). */
export const isEdge = membership(EDGE_KINDS);
