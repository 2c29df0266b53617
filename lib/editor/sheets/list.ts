import { access } from "./access.ts";
import { accessPatterns } from "./access-patterns.ts";
import { alerts } from "./alerts.ts";
import { alternatives } from "./alternatives.ts";
import { apiVersions } from "./api-versions.ts";
import { apis } from "./apis.ts";
import { boundaries } from "./boundaries.ts";
import { caching } from "./caching.ts";
import { calls } from "./calls.ts";
import { capacity } from "./capacity.ts";
import { channels } from "./channels.ts";
import { checks } from "./checks.ts";
import { columns } from "./columns.ts";
import { components } from "./components.ts";
import { connectors } from "./connectors.ts";
import { connections } from "./connections.ts";
import { decisions } from "./decisions.ts";
import { dependencies } from "./dependencies.ts";
import { edgeCases } from "./edge-cases.ts";
import { endpoints } from "./endpoints.ts";
import { eventFields } from "./event-fields.ts";
import { events } from "./events.ts";
import { failureModes } from "./failure-modes.ts";
import { foreignKeys } from "./foreign-keys.ts";
import { functional } from "./functional.ts";
import { graphqlFields } from "./graphql-fields.ts";
import { graphqlOperations } from "./graphql-operations.ts";
import { grpcMessageFields } from "./grpc-message-fields.ts";
import { grpcMessages } from "./grpc-messages.ts";
import { grpcProcedures } from "./grpc-procedures.ts";
import { indexes } from "./indexes.ts";
import { localCaches } from "./local-caches.ts";
import { measures } from "./measures.ts";
import { nestedRequestFields } from "./nested-request-fields.ts";
import { nosqlKeys } from "./nosql-keys.ts";
import { objectives } from "./objectives.ts";
import { parameters } from "./parameters.ts";
import { productionReadiness } from "./production-readiness.ts";
import { programs } from "./programs.ts";
import { projections } from "./projections.ts";
import { publications } from "./publications.ts";
import { quality } from "./quality.ts";
import { qualityCriteria } from "./quality-criteria.ts";
import { rateLimits } from "./rate-limits.ts";
import { replication } from "./replication.ts";
import { requestFields } from "./request-fields.ts";
import { roles } from "./roles.ts";
import { routes } from "./routes.ts";
import { runbooks } from "./runbooks.ts";
import { secrets } from "./secrets.ts";
import { signals } from "./signals.ts";
import { storeAccess } from "./store-access.ts";
import { stores } from "./stores.ts";
import { streamMeasures } from "./stream-measures.ts";
import { subscriptions } from "./subscriptions.ts";
import { surroundings } from "./surroundings.ts";
import { tables } from "./tables.ts";
import { teams } from "./teams.ts";
import { trafficSplits } from "./traffic-splits.ts";
import type { Sheet } from "./sheet.ts";

/** Every sheet, in the order of the picker. */
export const SHEETS: readonly Sheet[] = [
  components,
  programs,
  connections,
  teams,
  boundaries,
  routes,
  functional,
  quality,
  surroundings,
  apis,
  apiVersions,
  endpoints,
  parameters,
  requestFields,
  nestedRequestFields,
  graphqlFields,
  graphqlOperations,
  grpcProcedures,
  grpcMessages,
  grpcMessageFields,
  stores,
  tables,
  columns,
  indexes,
  projections,
  foreignKeys,
  checks,
  accessPatterns,
  nosqlKeys,
  dependencies,
  measures,
  storeAccess,
  replication,
  connectors,
  channels,
  events,
  eventFields,
  publications,
  subscriptions,
  streamMeasures,
  caching,
  localCaches,
  calls,
  objectives,
  signals,
  alerts,
  failureModes,
  runbooks,
  secrets,
  roles,
  access,
  rateLimits,
  capacity,
  trafficSplits,
  edgeCases,
  qualityCriteria,
  productionReadiness,
  decisions,
  alternatives,
];

/** The sheet with this id. */
export const sheetById = (id: string): Sheet | undefined => SHEETS.find((sheet) => sheet.id === id);
