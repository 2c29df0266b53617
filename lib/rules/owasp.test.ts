import { expect, test } from "vitest";
import { RULES, ruleById } from "./catalogue.ts";
import { OWASP_IDS, owaspOf, owaspTags } from "./owasp.ts";

test("every rule about security has its place in the OWASP Top 10, and every place is that of a rule", () => {
  expect(RULES.map(({ id }) => id as string).filter((id) => id.startsWith("security/") && owaspOf(id) === undefined)).toEqual([]);
  expect(OWASP_IDS.filter((id) => !ruleById(id))).toEqual([]);
});

test("a place has a title, a page and a weakness", () => {
  expect(owaspOf("security/plaintext-transport")).toEqual({
    category: "A04:2025",
    title: "Cryptographic Failures",
    url: "https://owasp.org/Top10/2025/A04_2025-Cryptographic_Failures/",
    cwe: 319,
  });
  expect(owaspTags("security/dynamic-identifier")).toEqual(["OWASP-A05:2025", "external/cwe/cwe-089"]);
  expect(owaspTags("caching/stampede")).toEqual([]);
  expect(owaspOf("constructor")).toBeUndefined();
});
