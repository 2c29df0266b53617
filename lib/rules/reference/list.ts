import { apiVersionsTable } from "./api-versions.ts";
import { authenticationTable } from "./authentication.ts";
import { cacheLayersTable } from "./cache-layers.ts";
import { cachePatternsTable } from "./cache-patterns.ts";
import { cacheTtlsTable } from "./cache-ttls.ts";
import { cloudServicesTable } from "./cloud-services.ts";
import { compensationTable } from "./compensation.ts";
import { consistencyTable } from "./consistency.ts";
import { cqrsTable } from "./cqrs.ts";
import { databaseTable } from "./database.ts";
import { databaseIsolationTable } from "./database-isolation.ts";
import { deletesTable } from "./deletes.ts";
import { deliveryTable } from "./delivery.ts";
import { deploymentTable } from "./deployment.ts";
import { embedOrReferenceTable } from "./embed-or-reference.ts";
import { eventSourcingTable } from "./event-sourcing.ts";
import { eventTypesTable } from "./event-types.ts";
import { graphqlTable } from "./graphql.ts";
import { grpcTable } from "./grpc.ts";
import { httpMethodsTable } from "./http-methods.ts";
import { indexesTable } from "./indexes.ts";
import { lockingTable } from "./locking.ts";
import { meshProductsTable } from "./mesh-products.ts";
import { messagingTable } from "./messaging.ts";
import { microservicesTable } from "./microservices.ts";
import { normalFormsTable } from "./normal-forms.ts";
import { observabilityTable } from "./observability.ts";
import { paginationTable } from "./pagination.ts";
import { partitioningTable } from "./partitioning.ts";
import { patternsTable } from "./patterns.ts";
import { primaryKeysTable } from "./primary-keys.ts";
import { protocolTable } from "./protocol.ts";
import { queryPlansTable } from "./query-plans.ts";
import { rateLimitsTable } from "./rate-limits.ts";
import type { ReferenceTable } from "./reference-table.ts";
import { resilienceTable } from "./resilience.ts";
import { sagaTable } from "./saga.ts";
import { scalingTable } from "./scaling.ts";
import { serverlessTable } from "./serverless.ts";
import { serviceMeshTable } from "./service-mesh.ts";
import { shardingTable } from "./sharding.ts";
import { statusCodesTable } from "./status-codes.ts";
import { syncOrAsyncTable } from "./sync-or-async.ts";

/** The decision tables of the sources, chapter by chapter. */
export const REFERENCE: readonly { readonly title: string; readonly tables: readonly ReferenceTable[] }[] = [
  { title: "How parts talk", tables: [syncOrAsyncTable, protocolTable, grpcTable, graphqlTable, messagingTable, eventTypesTable, deliveryTable] },
  { title: "How the system is cut", tables: [microservicesTable, databaseIsolationTable, serviceMeshTable, meshProductsTable, serverlessTable, patternsTable] },
  { title: "Transactions", tables: [sagaTable, compensationTable, eventSourcingTable, cqrsTable] },
  {
    title: "Data",
    tables: [
      databaseTable,
      consistencyTable,
      partitioningTable,
      shardingTable,
      primaryKeysTable,
      indexesTable,
      queryPlansTable,
      normalFormsTable,
      embedOrReferenceTable,
      deletesTable,
      lockingTable,
    ],
  },
  { title: "Caching", tables: [cacheLayersTable, cachePatternsTable, cacheTtlsTable] },
  { title: "Contracts", tables: [httpMethodsTable, statusCodesTable, paginationTable, apiVersionsTable] },
  { title: "Resilience and operation", tables: [resilienceTable, scalingTable, deploymentTable, cloudServicesTable, observabilityTable, rateLimitsTable, authenticationTable] },
];

/** Every decision table. */
export const REFERENCE_TABLES: readonly ReferenceTable[] = REFERENCE.flatMap(({ tables }) => tables);

/** The decision tables in which a rule is named. */
export const tablesNaming = (rule: string): readonly ReferenceTable[] => REFERENCE_TABLES.filter(({ rows }) => rows.some(({ rules }) => rules.some((id) => id === rule)));
