import type { Rule } from "../rule.ts";
import { accessTokenTtl } from "./access-token-ttl.ts";
import { apiKeyStorage } from "./api-key-storage.ts";
import { clientSuppliedAuthority } from "./client-supplied-authority.ts";
import { dynamicIdentifier } from "./dynamic-identifier.ts";
import { fixedWindowBurst } from "./fixed-window-burst.ts";
import { inlineSecret } from "./inline-secret.ts";
import { localRateCounter } from "./local-rate-counter.ts";
import { noAuthorization } from "./no-authorization.ts";
import { noCertRotation } from "./no-cert-rotation.ts";
import { noDdosProtection } from "./no-ddos-protection.ts";
import { noEncryptionAtRest } from "./no-encryption-at-rest.ts";
import { noInputValidation } from "./no-input-validation.ts";
import { noPerPrincipalLimit } from "./no-per-principal-limit.ts";
import { noRateLimit } from "./no-rate-limit.ts";
import { piiInEvent } from "./pii-in-event.ts";
import { plaintextTransport } from "./plaintext-transport.ts";
import { rateLimitAboveCapacity } from "./rate-limit-above-capacity.ts";
import { refreshNotRotated } from "./refresh-not-rotated.ts";
import { refreshTokenTtl } from "./refresh-token-ttl.ts";
import { serviceCallUnauthenticated } from "./service-call-unauthenticated.ts";
import { serviceTokenTtl } from "./service-token-ttl.ts";
import { tenantIdFromClient } from "./tenant-id-from-client.ts";
import { tenantUnscopedAccess } from "./tenant-unscoped-access.ts";
import { unauthenticatedEndpoint } from "./unauthenticated-endpoint.ts";
import { userTokenForwarded } from "./user-token-forwarded.ts";
import { zoneBypass } from "./zone-bypass.ts";

/** Rules about authentication and security, alphabetical. */
export const securityRules: readonly Rule[] = [
  accessTokenTtl,
  apiKeyStorage,
  clientSuppliedAuthority,
  dynamicIdentifier,
  fixedWindowBurst,
  inlineSecret,
  localRateCounter,
  noAuthorization,
  noCertRotation,
  noDdosProtection,
  noEncryptionAtRest,
  noInputValidation,
  noPerPrincipalLimit,
  noRateLimit,
  piiInEvent,
  plaintextTransport,
  rateLimitAboveCapacity,
  refreshNotRotated,
  refreshTokenTtl,
  serviceCallUnauthenticated,
  serviceTokenTtl,
  tenantIdFromClient,
  tenantUnscopedAccess,
  unauthenticatedEndpoint,
  userTokenForwarded,
  zoneBypass,
];
