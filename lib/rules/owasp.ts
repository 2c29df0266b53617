/** Edition of the OWASP Top 10 that rules are assigned to. */
const OWASP_EDITION = 2025;

/** The categories of the OWASP Top 10 that rules check, with their titles and pages. https://owasp.org/Top10/2025/ */
const CATEGORIES = {
  A01: { title: "Broken Access Control", page: "A01_2025-Broken_Access_Control" },
  A04: { title: "Cryptographic Failures", page: "A04_2025-Cryptographic_Failures" },
  A05: { title: "Injection", page: "A05_2025-Injection" },
  A06: { title: "Insecure Design", page: "A06_2025-Insecure_Design" },
  A07: { title: "Authentication Failures", page: "A07_2025-Authentication_Failures" },
} as const;

/**
 * Category and weakness (CWE number) of each rule about security: the category under whose "List of Mapped CWEs" the weakness stands.
 * Encryption at rest is the exception: CWE-311 stands under A06, but A04 asks for it in words.
 */
const ENTRIES: Readonly<Record<string, readonly [keyof typeof CATEGORIES, number]>> = {
  "security/access-token-ttl": ["A07", 613],
  "security/api-key-storage": ["A06", 256],
  "security/client-supplied-authority": ["A06", 602],
  "security/dynamic-identifier": ["A05", 89],
  "security/fixed-window-burst": ["A06", 799],
  "security/inline-secret": ["A07", 798],
  "security/local-rate-counter": ["A06", 799],
  "security/no-authorization": ["A01", 862],
  "security/no-cert-rotation": ["A04", 324],
  "security/no-ddos-protection": ["A06", 799],
  "security/no-encryption-at-rest": ["A04", 311],
  "security/no-input-validation": ["A05", 20],
  "security/no-per-principal-limit": ["A06", 799],
  "security/no-rate-limit": ["A06", 799],
  "security/pii-in-event": ["A01", 359],
  "security/plaintext-transport": ["A04", 319],
  "security/rate-limit-above-capacity": ["A06", 799],
  "security/refresh-not-rotated": ["A07", 613],
  "security/refresh-token-ttl": ["A07", 613],
  "security/service-call-unauthenticated": ["A07", 306],
  "security/service-token-ttl": ["A07", 613],
  "security/tenant-id-from-client": ["A01", 639],
  "security/tenant-unscoped-access": ["A01", 639],
  "security/unauthenticated-endpoint": ["A07", 306],
  "security/user-token-forwarded": ["A01", 441],
  "security/zone-bypass": ["A06", 653],
  "serverless/authorizer-missing": ["A07", 306],
};

/** Ids of the rules that have a place in the OWASP Top 10. */
export const OWASP_IDS: readonly string[] = Object.keys(ENTRIES);

/** Where a rule stands in the OWASP Top 10. */
export interface OwaspEntry {
  /** As `A04:2025`. */
  readonly category: string;
  readonly title: string;
  /** The category's own page. */
  readonly url: string;
  /** Number of the weakness in the Common Weakness Enumeration. */
  readonly cwe: number;
}

/** Where a rule stands in the OWASP Top 10; nothing when it is not about security. */
export function owaspOf(rule: string): OwaspEntry | undefined {
  const entry = Object.hasOwn(ENTRIES, rule) ? ENTRIES[rule] : undefined;
  if (!entry) return undefined;
  const [category, cwe] = entry;
  const { title, page } = CATEGORIES[category];
  return { category: `${category}:${OWASP_EDITION}`, title, url: `https://owasp.org/Top10/${OWASP_EDITION}/${page}/`, cwe };
}

/** Tags of a rule for code scanning: its OWASP category and its weakness, as `OWASP-A04:2025` and `external/cwe/cwe-319`. */
export function owaspTags(rule: string): readonly string[] {
  const entry = owaspOf(rule);
  return entry ? [`OWASP-${entry.category}`, `external/cwe/cwe-${String(entry.cwe).padStart(3, "0")}`] : [];
}
