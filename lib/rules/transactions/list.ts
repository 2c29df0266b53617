import type { Rule } from "../rule.ts";
import { choreographyFailureUnhandled } from "./choreography-failure-unhandled.ts";
import { choreographyTooLong } from "./choreography-too-long.ts";
import { compensatesUnexecutedSteps } from "./compensates-unexecuted-steps.ts";
import { compensationNoRetry } from "./compensation-no-retry.ts";
import { compensationNotIdempotent } from "./compensation-not-idempotent.ts";
import { compensationOrder } from "./compensation-order.ts";
import { dualWrite } from "./dual-write.ts";
import { irreversibleStepTooEarly } from "./irreversible-step-too-early.ts";
import { missingCompensation } from "./missing-compensation.ts";
import { multiContextWrite } from "./multi-context-write.ts";
import { orchestratorSpof } from "./orchestrator-spof.ts";
import { reservationWithoutExpiry } from "./reservation-without-expiry.ts";
import { sagaInOneContext } from "./saga-in-one-context.ts";
import { sagaStateInMemory } from "./saga-state-in-memory.ts";
import { stepWithoutTimeout } from "./step-without-timeout.ts";
import { twoPhaseCommit } from "./two-phase-commit.ts";

/** Rules about transactions and sagas, alphabetical. */
export const transactionRules: readonly Rule[] = [
  choreographyFailureUnhandled,
  choreographyTooLong,
  compensatesUnexecutedSteps,
  compensationNoRetry,
  compensationNotIdempotent,
  compensationOrder,
  dualWrite,
  irreversibleStepTooEarly,
  missingCompensation,
  multiContextWrite,
  orchestratorSpof,
  reservationWithoutExpiry,
  sagaInOneContext,
  sagaStateInMemory,
  stepWithoutTimeout,
  twoPhaseCommit,
];
