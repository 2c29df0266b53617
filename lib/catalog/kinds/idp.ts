import type { KindEntry } from "../kind.ts";
import { IDENTITY, LOAD, OPERATION, PLACE, RELIABILITY, SECRETS } from "../property-groups.ts";

/** Identity provider. */
export const idp: KindEntry = {
  kind: "idp",
  title: "Identity provider",
  plural: "Identity providers",
  description: "Proves who a user or a program is and issues the tokens that the services check.",
  group: "platform",
  icon: "key-round",
  shape: "card",
  keywords: ["auth", "login", "oauth", "oidc", "sso", "keycloak", "auth0", "cognito", "authorizer", "authentication"],
  properties: [
    ...IDENTITY,
    "product",
    "accessTtlMs",
    "refreshTtlMs",
    "refreshRotated",
    "refreshStored",
    ...PLACE,
    ...OPERATION,
    "apis",
    ...LOAD,
    ...RELIABILITY,
    ...SECRETS,
    "rateLimits",
    "ddosProtection",
    "tracing",
    "decision",
  ],
  essentials: ["technology", "accessTtlMs", "refreshTtlMs", "refreshRotated", "refreshStored", "zone"],
  cardFacts: ["accessTtlMs", "refreshTtlMs", "instances"],
};
