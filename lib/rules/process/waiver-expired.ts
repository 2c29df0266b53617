import type { Waiver } from "#lib/model/decision.ts";
import { updateDesign } from "#lib/model/edit.ts";
import { sketch } from "#lib/model/sketch.ts";
import { defineRule, finding, type Report } from "../rule.ts";
import { listed } from "#lib/model/sentence.ts";

interface Faults {
  readonly waiver: string;
  readonly faults: readonly string[];
  /** The day that was over, when it was. */
  readonly expired?: string;
}

/** How a waiver is named in reports, as findings are: `resilience/missing-timeout@order-payment`. */
const targetOf = ({ rule, target }: Waiver): string => `${rule}${target ? `@${target}` : ""}`;

function faultsOf({ reason, owner, kind, expires }: Waiver, today: string | undefined): string[] {
  const faults: string[] = [];
  if (reason.trim() === "") faults.push("gives no reason");
  if (owner.trim() === "") faults.push("names no owner");
  if (expires === undefined && kind !== "notApplicable") faults.push("has no last day");
  if (expires !== undefined && today !== undefined && expires < today) faults.push(`expired on ${expires}`);
  return faults;
}

const order = sketch().service("order").service("payment").call("order", "payment");
const waiver = { rule: "resilience/missing-timeout", target: "order-payment", reason: "The mesh sets it from March on.", owner: "Noor", expires: "2026-03-31" };

export const waiverExpired = defineRule<Faults>({
  id: "process/waiver-expired",
  title: "Suppression without reason or past its date",
  severity: "warning",
  each: "design",
  check({ waivers }, { today }) {
    let reports: Report<Faults>[] | undefined;
    for (const one of waivers) {
      const faults = faultsOf(one, today);
      if (faults.length === 0) continue;
      const expired = one.expires !== undefined && today !== undefined && one.expires < today ? { expired: one.expires } : {};
      const name = `${one.rule.trim() || "a rule without a name"}${one.target ? ` at ${one.target}` : ""}`;
      (reports ??= []).push(finding({ target: targetOf(one), property: "waivers", data: { waiver: name, faults, ...expired } }));
    }
    return reports;
  },
  message: ({ data }) => `The waiver of ${data.waiver} ${listed(data.faults)}.`,
  why: "A risk is accepted by somebody, for a reason, for a time. Without these it is not accepted but forgotten.",
  remedy: "Fix what the waiver covers, or renew it with a reason, an owner and a new last day.",
  sources: ["Lintel: every rule can be waived"],
  needs: ["waiver.reason", "waiver.owner", "waiver.expires"],
  fix: {
    title: "Strike out the waiver, so that its finding opens again",
    apply(design, found) {
      const { expired } = found.data as Faults; // the data is what this rule's check put there
      const isMeant = (one: Waiver) =>
        targetOf(one) === found.target && (faultsOf(one, undefined).length > 0 || (expired !== undefined && one.expires !== undefined && one.expires <= expired));
      return updateDesign(design, { waivers: design.waivers.filter((one) => !isMeant(one)) });
    },
  },
  examples: {
    bad: [
      { title: "Nobody knows why, and nobody answers for it", sketch: order.waiver({ ...waiver, reason: "", owner: "" }) },
      { title: "An accepted risk without an end", sketch: order.waiver({ ...waiver, expires: undefined }) },
      { title: "The time is over", sketch: order.waiver({ ...waiver, expires: "2025-12-31" }) },
    ],
    good: [
      { title: "A reason, an owner and a last day", sketch: order.waiver(waiver) },
      { title: "What does not apply needs no end", sketch: order.waiver({ ...waiver, kind: "notApplicable", reason: "It is a library call.", expires: undefined }) },
    ],
  },
});
