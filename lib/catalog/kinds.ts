import type { ComponentKind } from "#lib/model/component.ts";
import type { KindEntry } from "./kind.ts";
import { batchJob } from "./kinds/batch-job.ts";
import { bff } from "./kinds/bff.ts";
import { broker } from "./kinds/broker.ts";
import { cache } from "./kinds/cache.ts";
import { cdn } from "./kinds/cdn.ts";
import { client } from "./kinds/client.ts";
import { database } from "./kinds/database.ts";
import { external } from "./kinds/external.ts";
import { functionKind } from "./kinds/function.ts";
import { gateway } from "./kinds/gateway.ts";
import { idp } from "./kinds/idp.ts";
import { loadBalancer } from "./kinds/load-balancer.ts";
import { objectStore } from "./kinds/object-store.ts";
import { queue } from "./kinds/queue.ts";
import { registry } from "./kinds/registry.ts";
import { secretStore } from "./kinds/secret-store.ts";
import { service } from "./kinds/service.ts";
import { sharedLib } from "./kinds/shared-lib.ts";
import { streamProcessor } from "./kinds/stream-processor.ts";
import { telemetry } from "./kinds/telemetry.ts";
import { topic } from "./kinds/topic.ts";

/** Every kind of component, in the order of the palette. */
export const KINDS = {
  client,
  external,
  cdn,
  loadBalancer,
  gateway,
  bff,
  service,
  function: functionKind,
  streamProcessor,
  batchJob,
  database,
  objectStore,
  cache,
  broker,
  topic,
  queue,
  idp,
  registry,
  secretStore,
  telemetry,
  sharedLib,
} satisfies Record<ComponentKind, KindEntry>;

/** The catalogue entry of a kind. */
export const kindOf = (kind: ComponentKind): KindEntry => KINDS[kind];
