import { designHash } from "#lib/analysis/design-hash.ts";
import type { DesignIndex } from "#lib/analysis/design-index.ts";
import { standingApproval } from "#lib/analysis/standing-approval.ts";
import { updateDesign } from "#lib/model/edit.ts";
import { hasReached } from "#lib/model/process.ts";
import { sketch } from "#lib/model/sketch.ts";
import { defineRule, finding, undecided } from "../rule.ts";

interface Drift {
  readonly by: string;
  readonly approved: string;
  readonly current: string;
}

const currentHash = (index: DesignIndex): string => designHash(index.design);

/** Enough of a hash to tell two apart by eye. */
const short = (hash: string): string => hash.slice(0, 8);

const shop = sketch().service("order").service("payment").call("order", "payment", { protocol: "grpc" });
const approved = (hash: string) => [{ checkpoint: 1 as const, verdict: "approved" as const, role: "PE" as const, user: "Ines", designHash: hash }];

export const designDrift = defineRule<Drift>({
  id: "process/design-drift",
  title: "Design changed after approval",
  severity: "error",
  each: "design",
  check(design, { index }) {
    const approval = standingApproval(design, 1);
    // Before the checkpoint an approval is that of an earlier round.
    if (!approval || (design.process?.state !== undefined && !hasReached(design.process.state, "approved1"))) return undefined;
    if (!approval.designHash) return undecided(["process.approvals.designHash"], { property: "process.approvals" });
    const current = index.once(currentHash);
    if (approval.designHash === current) return undefined;
    return finding({
      property: "process.approvals",
      data: { by: approval.user?.trim() || "The Principal Engineer", approved: short(approval.designHash), current: short(current) },
    });
  },
  message: ({ data }) => `${data.by} approved another design (${data.approved}) than this one (${data.current}).`,
  why: "What is built after an approval must be what was approved: a protocol, a contract or an accepted risk that changed since then was judged by nobody.",
  remedy: "Compare the two. Take the change back, or open the design again and submit it once more. Moving boxes, notes and the checklist do not count as changes.",
  sources: ["004 §1.2 Phase 3 and 4"],
  needs: ["process.approvals", "process.state"],
  fix: {
    title: "Open the design again, to be submitted once more",
    apply: (design) => updateDesign(design, { process: { ...design.process, state: "design" } }),
  },
  examples: {
    bad: [{ title: "Changed while it was being built", sketch: shop.set({ process: { state: "implementation", approvals: approved("9c20d1aa") } }) }],
    good: [
      { title: "Built as approved", sketch: shop.set({ process: { state: "implementation", approvals: approved(designHash(shop.design)) } }) },
      {
        title: "A moved box changes nothing",
        sketch: shop.set({ process: { state: "implementation", approvals: approved(designHash(shop.design)) }, layout: { components: { order: { x: 320, y: 0 } } } }),
      },
      { title: "Being designed once more", sketch: shop.set({ process: { state: "design", approvals: approved("9c20d1aa") } }) },
    ],
  },
});
