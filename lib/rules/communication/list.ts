import type { Rule } from "../rule.ts";
import { chattyCall } from "./chatty-call.ts";
import { clientToDatastore } from "./client-to-datastore.ts";
import { crossRegionSync } from "./cross-region-sync.ts";
import { graphqlUnneeded } from "./graphql-unneeded.ts";
import { grpcBrowser } from "./grpc-browser.ts";
import { grpcPublicApi } from "./grpc-public-api.ts";
import { latencyBudgetExceeded } from "./latency-budget-exceeded.ts";
import { noServiceDiscovery } from "./no-service-discovery.ts";
import { protocolMismatch } from "./protocol-mismatch.ts";
import { restOnHotInternalPath } from "./rest-on-hot-internal-path.ts";
import { syncChainTooDeep } from "./sync-chain-too-deep.ts";
import { syncCycle } from "./sync-cycle.ts";
import { syncForBackgroundWork } from "./sync-for-background-work.ts";
import { unknownOperation } from "./unknown-operation.ts";
import { websocketOneWay } from "./websocket-one-way.ts";

/** Rules about communication, alphabetical. */
export const communicationRules: readonly Rule[] = [
  chattyCall,
  clientToDatastore,
  crossRegionSync,
  graphqlUnneeded,
  grpcBrowser,
  grpcPublicApi,
  latencyBudgetExceeded,
  noServiceDiscovery,
  protocolMismatch,
  restOnHotInternalPath,
  syncChainTooDeep,
  syncCycle,
  syncForBackgroundWork,
  unknownOperation,
  websocketOneWay,
];
