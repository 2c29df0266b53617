import { updateDesign } from "#lib/model/edit.ts";
import { optionTitle } from "#lib/model/option-title.ts";
import type { Approval } from "#lib/model/process.ts";
import type { Design } from "#lib/model/design.ts";
import { sketch } from "#lib/model/sketch.ts";
import { defineRule, finding, type Report } from "../rule.ts";

interface Void {
  readonly checkpoint?: 1 | 2;
  readonly user: string;
  readonly role?: string;
  readonly isAuthor: boolean;
}

const person = (name: string | undefined): string => (name ?? "").trim().toLowerCase();

/** How an approval is named in reports: `checkpoint1:Sam`. */
const targetOf = ({ checkpoint, user }: Approval): string => `checkpoint${checkpoint ?? ""}:${user?.trim() || "unnamed"}`;

/** Why an approval is void; nothing when it is one of a Principal Engineer who is not the author. */
function voidness(approval: Approval, { process }: Design): Void | undefined {
  const { verdict, role, user, checkpoint } = approval;
  if (verdict !== "approved") return undefined;
  const isAuthor = person(user) !== "" && person(user) === person(process?.author);
  if (!isAuthor && role === "PE") return undefined;
  return { user: user?.trim() || "somebody", isAuthor, ...(checkpoint && { checkpoint }), ...(role && { role }) };
}

const approved = (approval: Approval) => sketch().set({ process: { author: "Sam", approvals: [{ checkpoint: 1, verdict: "approved", ...approval }] } });

export const selfApproval = defineRule<Void>({
  id: "process/self-approval",
  title: "Approved by author or without the role",
  severity: "error",
  each: "design",
  check(design) {
    let reports: Report<Void>[] | undefined;
    for (const approval of design.process?.approvals ?? []) {
      const data = voidness(approval, design);
      if (data) (reports ??= []).push(finding({ target: targetOf(approval), property: "process.approvals", data }));
    }
    return reports;
  },
  message({ data }) {
    const what = data.checkpoint ? `Checkpoint ${data.checkpoint}` : "A checkpoint";
    if (data.isAuthor) return `${what} was approved by ${data.user}, who is the author.`;
    return `${what} was approved by ${data.user}, ${data.role ? `whose role is ${optionTitle(data.role)}` : "whose role is not stated"}; that takes a Principal Engineer.`;
  },
  why: "Nobody sees the gap in their own plan: that is why a second pair of eyes with the duty to answer for the architecture looks at it.",
  remedy: "Let a Principal Engineer who is not the author judge the design.",
  sources: ["004 §1.1", "004 §1.3 (Principal Engineer)"],
  needs: ["process.approvals", "process.author"],
  fix: {
    title: "Strike out the approval",
    apply(design, found) {
      const approvals = design.process?.approvals?.filter((approval) => targetOf(approval) !== found.target || voidness(approval, design) === undefined);
      return approvals ? updateDesign(design, { process: { ...design.process, approvals } }) : design;
    },
  },
  examples: {
    bad: [
      { title: "The author approves", sketch: approved({ role: "PE", user: "Sam" }) },
      { title: "A backend engineer approves", sketch: approved({ role: "BE", user: "Noor" }) },
      { title: "Nobody knows in which role", sketch: approved({ user: "Noor" }) },
    ],
    good: [
      { title: "A Principal Engineer approves the work of another", sketch: approved({ role: "PE", user: "Ines" }) },
      { title: "Anybody may ask for changes", sketch: approved({ verdict: "changesRequested", role: "BE", user: "Noor" }) },
    ],
  },
});
