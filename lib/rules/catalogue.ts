import { apiRules } from "./api/list.ts";
import { boundaryRules } from "./boundaries/list.ts";
import { cachingRules } from "./caching/list.ts";
import { communicationRules } from "./communication/list.ts";
import { dataRules } from "./data/list.ts";
import { databaseRules } from "./database/list.ts";
import { meshRules } from "./mesh/list.ts";
import { messagingRules } from "./messaging/list.ts";
import { observabilityRules } from "./observability/list.ts";
import { processRules } from "./process/list.ts";
import { resilienceRules } from "./resilience/list.ts";
import type { Rule } from "./rule.ts";
import { scalabilityRules } from "./scalability/list.ts";
import { securityRules } from "./security/list.ts";
import { serverlessRules } from "./serverless/list.ts";
import { transactionRules } from "./transactions/list.ts";

/** Every rule, category by category. */
export const RULES: readonly Rule[] = [
  ...apiRules,
  ...boundaryRules,
  ...cachingRules,
  ...communicationRules,
  ...dataRules,
  ...databaseRules,
  ...meshRules,
  ...messagingRules,
  ...observabilityRules,
  ...processRules,
  ...resilienceRules,
  ...scalabilityRules,
  ...securityRules,
  ...serverlessRules,
  ...transactionRules,
];

const byId = new Map(RULES.map((rule) => [rule.id as string, rule]));

/** The rule with this id. */
export const ruleById = (id: string): Rule | undefined => byId.get(id);
