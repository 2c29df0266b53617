import type { Rule } from "../rule.ts";
import { aggregateSplit } from "./aggregate-split.ts";
import { clientBypassesGateway } from "./client-bypasses-gateway.ts";
import { conwayMismatch } from "./conway-mismatch.ts";
import { distributedMonolith } from "./distributed-monolith.ts";
import { duplicateResponsibility } from "./duplicate-responsibility.ts";
import { foreignDatabaseRead } from "./foreign-database-read.ts";
import { lockstepRelease } from "./lockstep-release.ts";
import { missingContext } from "./missing-context.ts";
import { monolithOutgrown } from "./monolith-outgrown.ts";
import { nanoService } from "./nano-service.ts";
import { noMicroservicesDriver } from "./no-microservices-driver.ts";
import { noOwnerTeam } from "./no-owner-team.ts";
import { opsCapabilityMissing } from "./ops-capability-missing.ts";
import { ownerLoad } from "./owner-load.ts";
import { prematureMicroservices } from "./premature-microservices.ts";
import { sharedDatabase } from "./shared-database.ts";
import { sharedSchemaCluster } from "./shared-schema-cluster.ts";
import { technicalLayerService } from "./technical-layer-service.ts";
import { tooManyContexts } from "./too-many-contexts.ts";
import { unclearDomain } from "./unclear-domain.ts";

/** Rules about boundaries, alphabetical. */
export const boundaryRules: readonly Rule[] = [
  aggregateSplit,
  clientBypassesGateway,
  conwayMismatch,
  distributedMonolith,
  duplicateResponsibility,
  foreignDatabaseRead,
  lockstepRelease,
  missingContext,
  monolithOutgrown,
  nanoService,
  noMicroservicesDriver,
  noOwnerTeam,
  opsCapabilityMissing,
  ownerLoad,
  prematureMicroservices,
  sharedDatabase,
  sharedSchemaCluster,
  technicalLayerService,
  tooManyContexts,
  unclearDomain,
];
