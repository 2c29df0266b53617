import { COMPONENT_KINDS, type RateLimit } from "#lib/model/component.ts";
import { updateComponent } from "#lib/model/edit.ts";
import { sketch } from "#lib/model/sketch.ts";
import { defineRule, finding } from "../rule.ts";

const web = sketch().client("web").call("web", "gateway", { tls: true });
const limit: RateLimit = { algorithm: "tokenBucket", ratePerSec: 100, burst: 200, scope: "user", store: "shared" };
const isSilent = ({ headers }: RateLimit): boolean => headers !== true;

export const rateLimitHeaders = defineRule({
  id: "api/rate-limit-headers",
  title: "Rate limit without retry information",
  severity: "info",
  each: "component",
  kinds: COMPONENT_KINDS,
  check: ({ rateLimits }) => (rateLimits?.some(isSilent) ? finding({ property: "rateLimits" }) : undefined),
  message: ({ element }, { index }) => `${index.nameOf(element.id)} limits its callers, but does not tell them how much is left and when to come back.`,
  why: "A caller that is refused without a hint tries again at once, and the limit becomes the reason for the load that it was meant to keep out.",
  remedy: "Send the RateLimit headers with every answer and Retry-After with a 429.",
  sources: ["003 API Edge Cases 4", "004 §2.4"],
  needs: ["component.rateLimits.headers"],
  fix: {
    title: "Send the RateLimit and Retry-After headers",
    apply: (design, found, { index }) =>
      updateComponent(design, found.element.id, { rateLimits: index.component(found.element.id)?.rateLimits?.map((candidate) => ({ ...candidate, headers: true })) }),
  },
  examples: {
    bad: [{ title: "Refused without a hint", sketch: web.gateway("gateway", { rateLimits: [limit] }) }],
    good: [{ title: "Callers see what is left", sketch: web.gateway("gateway", { rateLimits: [{ ...limit, headers: true }] }) }],
  },
});
