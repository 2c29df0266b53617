import { COMPUTE_KINDS } from "#lib/model/kinds.ts";
import type { ConnectionEntry } from "../connection.ts";

/** Use. */
export const uses: ConnectionEntry = {
  kind: "uses",
  title: "Use",
  verb: "uses",
  description: "A program relies on the platform: a shared library, an identity provider, a secret store, a registry, telemetry.",
  line: "sync",
  properties: ["label", "timeoutMs", "fallback", "hard", "auth", "tls"],
  essentials: ["tls", "hard", "fallback"],
  legal: [{ from: [...COMPUTE_KINDS], to: ["sharedLib", "idp", "secretStore", "registry", "telemetry"] }],
};
