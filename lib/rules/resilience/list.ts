import type { Rule } from "../rule.ts";
import { availabilityBelowTarget } from "./availability-below-target.ts";
import { breakerOutOfBand } from "./breaker-out-of-band.ts";
import { deadlineNotPropagated } from "./deadline-not-propagated.ts";
import { deprecatedBreakerLibrary } from "./deprecated-breaker-library.ts";
import { missingBulkhead } from "./missing-bulkhead.ts";
import { missingCircuitBreaker } from "./missing-circuit-breaker.ts";
import { missingFallback } from "./missing-fallback.ts";
import { missingTimeout } from "./missing-timeout.ts";
import { optionalDependencyIsHard } from "./optional-dependency-is-hard.ts";
import { retryAmplification } from "./retry-amplification.ts";
import { retryExceedsDeadline } from "./retry-exceeds-deadline.ts";
import { retryMissing } from "./retry-missing.ts";
import { retryNonIdempotent } from "./retry-non-idempotent.ts";
import { retryTooMany } from "./retry-too-many.ts";
import { retryWithoutBackoff } from "./retry-without-backoff.ts";
import { retryWithoutJitter } from "./retry-without-jitter.ts";
import { singlePointOfFailure } from "./single-point-of-failure.ts";
import { timeoutBelowCalleeP99 } from "./timeout-below-callee-p99.ts";
import { timeoutInversion } from "./timeout-inversion.ts";
import { timeoutTooLong } from "./timeout-too-long.ts";
import { unboundedRequestBuffer } from "./unbounded-request-buffer.ts";

/** Rules about resilience, alphabetical. */
export const resilienceRules: readonly Rule[] = [
  availabilityBelowTarget,
  breakerOutOfBand,
  deadlineNotPropagated,
  deprecatedBreakerLibrary,
  missingBulkhead,
  missingCircuitBreaker,
  missingFallback,
  missingTimeout,
  optionalDependencyIsHard,
  retryAmplification,
  retryExceedsDeadline,
  retryMissing,
  retryNonIdempotent,
  retryTooMany,
  retryWithoutBackoff,
  retryWithoutJitter,
  singlePointOfFailure,
  timeoutBelowCalleeP99,
  timeoutInversion,
  timeoutTooLong,
  unboundedRequestBuffer,
];
