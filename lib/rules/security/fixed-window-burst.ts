import { COMPONENT_KINDS, type RateLimit } from "#lib/model/component.ts";
import { updateComponent } from "#lib/model/edit.ts";
import { formatQuantity } from "#lib/model/quantity.ts";
import { sketch } from "#lib/model/sketch.ts";
import { defineRule, finding } from "../rule.ts";

const web = sketch().client("web").call("web", "gateway", { tls: true });
const limit: RateLimit = { ratePerSec: 100, scope: "user", store: "shared" };
const isFixed = (candidate: RateLimit): boolean => candidate.algorithm === "fixedWindow";

export const fixedWindowBurst = defineRule<{ readonly perWindow?: number; readonly windowMs?: number }>({
  id: "security/fixed-window-burst",
  title: "Fixed window allows double bursts",
  severity: "info",
  each: "component",
  kinds: COMPONENT_KINDS,
  check({ rateLimits }) {
    const fixed = rateLimits?.find(isFixed);
    if (!fixed) return undefined;
    const { windowMs, ratePerSec } = fixed;
    return finding({ property: "rateLimits", data: windowMs && ratePerSec ? { windowMs, perWindow: Math.round((ratePerSec * windowMs) / 1_000) } : {} });
  },
  message({ element, data }, { index }) {
    const name = index.nameOf(element.id);
    if (data.perWindow === undefined || data.windowMs === undefined) return `${name} counts in fixed windows: around the change of window it lets twice its limit through at once.`;
    return `${name} allows ${data.perWindow} calls per ${formatQuantity("ms", data.windowMs)}, yet around the change of window it lets ${data.perWindow * 2} through at once.`;
  },
  why: "A counter that starts anew on the clock lets a caller spend the end of one window and the start of the next together.",
  remedy: "Count with a token bucket or a sliding window.",
  sources: ["000 §7 Algorithms", "004 §2.4"],
  conflicts: ["CF-21"],
  needs: ["component.rateLimits.algorithm", "component.rateLimits.windowMs"],
  fix: {
    title: "Count with a token bucket",
    apply(design, found, { index }) {
      const rateLimits = index.component(found.element.id)?.rateLimits?.map((candidate) => {
        if (!isFixed(candidate)) return candidate;
        const { windowMs: _windowMs, ...rest } = candidate;
        return {
          ...rest,
          algorithm: "tokenBucket" as const,
          ...(rest.burst === undefined && rest.ratePerSec !== undefined && { burst: Math.min(Math.ceil(rest.ratePerSec * 2), Number.MAX_SAFE_INTEGER) }),
        };
      });
      return updateComponent(design, found.element.id, { rateLimits });
    },
  },
  examples: {
    bad: [
      { title: "6,000 calls a minute, 12,000 around the full minute", sketch: web.gateway("gateway", { rateLimits: [{ ...limit, algorithm: "fixedWindow", windowMs: 60_000 }] }) },
    ],
    good: [
      { title: "A token bucket smooths bursts", sketch: web.gateway("gateway", { rateLimits: [{ ...limit, algorithm: "tokenBucket", burst: 200 }] }) },
      { title: "A sliding window has no edge", sketch: web.gateway("gateway", { rateLimits: [{ ...limit, algorithm: "slidingWindow", windowMs: 60_000 }] }) },
    ],
  },
});
