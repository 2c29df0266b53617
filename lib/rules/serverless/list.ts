import type { Rule } from "../rule.ts";
import { authorizerMissing } from "./authorizer-missing.ts";
import { coldStartOverBudget } from "./cold-start-over-budget.ts";
import { dbConnections } from "./db-connections.ts";
import { emailBypassesSharedModule } from "./email-bypasses-shared-module.ts";
import { functionToFunctionCall } from "./function-to-function-call.ts";
import { gatewayType } from "./gateway-type.ts";
import { handlerUntested } from "./handler-untested.ts";
import { heavySharedModule } from "./heavy-shared-module.ts";
import { inlineTarget } from "./inline-target.ts";
import { legacyDynamodbClient } from "./legacy-dynamodb-client.ts";
import { longRunningService } from "./long-running-service.ts";
import { meshWithFunctions } from "./mesh-with-functions.ts";
import { multiResourceFunction } from "./multi-resource-function.ts";
import { noDefaultRoute } from "./no-default-route.ts";
import { notEsm } from "./not-esm.ts";
import { routeDrift } from "./route-drift.ts";
import { timeoutOverGatewayLimit } from "./timeout-over-gateway-limit.ts";
import { visibilityTooShort } from "./visibility-too-short.ts";

/** Rules about serverless, alphabetical. */
export const serverlessRules: readonly Rule[] = [
  authorizerMissing,
  coldStartOverBudget,
  dbConnections,
  emailBypassesSharedModule,
  functionToFunctionCall,
  gatewayType,
  handlerUntested,
  heavySharedModule,
  inlineTarget,
  legacyDynamodbClient,
  longRunningService,
  meshWithFunctions,
  multiResourceFunction,
  noDefaultRoute,
  notEsm,
  routeDrift,
  timeoutOverGatewayLimit,
  visibilityTooShort,
];
