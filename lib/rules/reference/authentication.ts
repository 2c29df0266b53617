import type { ReferenceTable } from "./reference-table.ts";

/** Who proves what to whom. */
export const authenticationTable: ReferenceTable = {
  id: "authentication",
  title: "Who proves what to whom",
  question: "How does this caller prove who it is?",
  columns: ["Caller", "Takes", "Mind"],
  rows: [
    {
      cells: ["A user", "OAuth 2 with OpenID Connect; 15 min access, 7 days refresh, replaced at every use", "The token stays with the service it was made for"],
      source: "002 Auth patterns",
      rules: ["security/unauthenticated-endpoint", "security/access-token-ttl", "security/refresh-token-ttl", "security/refresh-not-rotated", "security/user-token-forwarded"],
    },
    {
      cells: ["A service", "Mutual TLS, or a signed token of 15 min at most", "Certificates renew themselves"],
      source: "002 Auth patterns, 000 §5",
      rules: ["security/service-call-unauthenticated", "security/service-token-ttl", "security/no-cert-rotation"],
    },
    {
      cells: ["A program of a customer", "An API key with a prefix; only its hash is stored", "SHA-256 is enough for long random keys"],
      source: "002 Auth patterns",
      rules: ["security/api-key-storage"],
    },
    {
      cells: ["What may they do?", "Roles or attributes, checked at every endpoint", "The tenant comes from the token, never from the request"],
      source: "004 §2.4, 000 MDL",
      rules: ["security/no-authorization", "security/tenant-id-from-client", "security/client-supplied-authority"],
    },
  ],
  conflicts: ["CF-47", "CF-48", "CF-54"],
};
