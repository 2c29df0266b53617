import type { Rule } from "../rule.ts";
import { asyncWithoutStatus } from "./async-without-status.ts";
import { breakingChange } from "./breaking-change.ts";
import { errorEnvelope } from "./error-envelope.ts";
import { graphqlErrorCodes } from "./graphql-error-codes.ts";
import { graphqlNPlusOne } from "./graphql-n-plus-one.ts";
import { graphqlPlainList } from "./graphql-plain-list.ts";
import { graphqlUnboundedQuery } from "./graphql-unbounded-query.ts";
import { grpcConnectionBalancing } from "./grpc-connection-balancing.ts";
import { grpcInterceptors } from "./grpc-interceptors.ts";
import { idInQuery } from "./id-in-query.ts";
import { idempotencyNotAtomic } from "./idempotency-not-atomic.ts";
import { idempotencyWindowShort } from "./idempotency-window-short.ts";
import { largeResponse } from "./large-response.ts";
import { longRunningSync } from "./long-running-sync.ts";
import { missingErrorStatuses } from "./missing-error-statuses.ts";
import { missingIdempotencyKey } from "./missing-idempotency-key.ts";
import { mixedValidationStatus } from "./mixed-validation-status.ts";
import { noDeprecationDate } from "./no-deprecation-date.ts";
import { noSpec } from "./no-spec.ts";
import { offsetOnLargeList } from "./offset-on-large-list.ts";
import { partialFailureUndeclared } from "./partial-failure-undeclared.ts";
import { protoDeletedNotReserved } from "./proto-deleted-not-reserved.ts";
import { protoFieldNumberChanged } from "./proto-field-number-changed.ts";
import { protoListWithoutToken } from "./proto-list-without-token.ts";
import { protoUnversionedPackage } from "./proto-unversioned-package.ts";
import { rateLimitHeaders } from "./rate-limit-headers.ts";
import { singularCollection } from "./singular-collection.ts";
import { unpaginatedList } from "./unpaginated-list.ts";
import { unsafeGet } from "./unsafe-get.ts";
import { unversioned } from "./unversioned.ts";
import { verbInPath } from "./verb-in-path.ts";
import { versionInQuery } from "./version-in-query.ts";
import { wrongSuccessStatus } from "./wrong-success-status.ts";

/** Rules about API design, alphabetical. */
export const apiRules: readonly Rule[] = [
  asyncWithoutStatus,
  breakingChange,
  errorEnvelope,
  graphqlErrorCodes,
  graphqlNPlusOne,
  graphqlPlainList,
  graphqlUnboundedQuery,
  grpcConnectionBalancing,
  grpcInterceptors,
  idInQuery,
  idempotencyNotAtomic,
  idempotencyWindowShort,
  largeResponse,
  longRunningSync,
  missingErrorStatuses,
  missingIdempotencyKey,
  mixedValidationStatus,
  noDeprecationDate,
  noSpec,
  offsetOnLargeList,
  partialFailureUndeclared,
  protoDeletedNotReserved,
  protoFieldNumberChanged,
  protoListWithoutToken,
  protoUnversionedPackage,
  rateLimitHeaders,
  singularCollection,
  unpaginatedList,
  unsafeGet,
  unversioned,
  verbInPath,
  versionInQuery,
  wrongSuccessStatus,
];
