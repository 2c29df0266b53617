import type { Waiver } from "#lib/model/decision.ts";
import type { Design } from "#lib/model/design.ts";
import { addMember, patched, updateDesign } from "#lib/model/edit.ts";
import { applyResilientCall } from "#lib/rules/bare-connection.ts";
import { keyOf } from "#lib/rules/lint.ts";
import { type Id, LINE_LIMIT } from "#lib/model/schema.ts";
import type { Finding } from "#lib/rules/rule.ts";
import { applyFix, applyFixes } from "#lib/rules/words.ts";
import type { Editor } from "../editor.ts";

/** What a fix would change, before it is done. */
export interface FixPreview {
  readonly title: string;
  readonly before: Design;
  readonly after: Design;
}

/** The design as it would be after the quick fix of a finding. */
export function previewFix(editor: Editor, found: Finding): FixPreview | undefined {
  const { ruling } = editor.derived;
  const fix = ruling.ruleById(found.rule)?.fix;
  return fix && { title: fix.title, before: editor.design, after: applyFix(editor.design, found, ruling) };
}

const sayHowManyAreLeft = (editor: Editor, done: string): void => editor.onceChecked(() => editor.announce(`${done} ${editor.checked.result.findings.length} findings left.`));

/** Applies the quick fix of one finding, as one step. */
export function fixFinding(editor: Editor, found: Finding): boolean {
  const title = editor.derived.wording.titleOf(found);
  const { ruling } = editor.derived;
  const done = editor.run(`Fix: ${title}`, (design) => applyFix(design, found, ruling));
  if (done) sayHowManyAreLeft(editor, `Fixed: ${title}.`);
  return done;
}

/** Applies the quick fix to every finding of one rule, as one step; returns how many findings went away. */
export function fixAllOfRule(editor: Editor, ruleId: string): number {
  const { findings, ruling } = editor.derived.result;
  const found = findings.filter((candidate) => candidate.rule === ruleId && candidate.fixable);
  const before = found.length;
  if (before === 0) return 0;
  editor.run(`Fix all: ${ruling.ruleById(ruleId)?.title ?? ruleId}`, (design) => applyFixes(design, found, ruling));
  const after = editor.derived.result.findings.filter((candidate) => candidate.rule === ruleId).length;
  editor.announce(`${before - after} findings fixed`);
  return before - after;
}

/** Configures a bare connection with the resilient preset, as one step. */
export function applyPreset(editor: Editor, connectionId: Id): boolean {
  const done = editor.run("Apply the resilient preset", (design) => applyResilientCall(design, connectionId, editor.derived.wording.context));
  if (done) sayHowManyAreLeft(editor, "Connection configured.");
  return done;
}

/** What a person says when a finding is not fixed. */
export interface WaiverDraft extends Pick<Waiver, "kind" | "reason" | "owner" | "expires"> {
  /** Also drafts a decision (ADR) about it, on this day. */
  readonly decisionDate?: string | undefined;
}

/** Accepts a finding as a risk, or says that it does not apply, as one step; with a drafted decision that names the finding when one is wanted. */
export function waive(editor: Editor, found: Finding, { decisionDate, ...waiver }: WaiverDraft): void {
  const { wording } = editor.derived;
  const title = wording.titleOf(found);
  const accepted = waiver.kind !== "notApplicable";
  editor.run(`${accepted ? "Accept risk" : "Not applicable"}: ${title}`, (design) => {
    const decision = decisionDate === undefined ? undefined : editor.freshId(`adr-${design.decisions.length + 1}`);
    const { kind, reason, owner, expires } = waiver;
    const others = design.waivers.filter((other) => !(other.rule === found.rule && other.target === found.target));
    const added = patched<Waiver>({ rule: found.rule, target: found.target, reason, owner }, { kind, expires, decision });
    const waived = updateDesign(design, { waivers: [...others, added] });
    if (decision === undefined) return waived;
    const { message, remedy } = wording.explain(found);
    return addMember(waived, "decisions", {
      id: decision,
      title: `${accepted ? "Accept" : "Does not apply"}: ${title}`.slice(0, LINE_LIMIT),
      status: "proposed",
      category: found.rule.startsWith("security/") ? "security" : found.rule.startsWith("data") ? "data" : "architecture",
      date: decisionDate,
      deciders: [waiver.owner],
      context: message,
      decision: `${accepted ? "The risk is accepted" : "The finding does not apply"}: ${waiver.reason}`,
      ...(remedy === "" ? {} : { alternatives: [{ option: remedy.slice(0, LINE_LIMIT), against: waiver.reason }] }),
      ...(waiver.expires === undefined ? {} : { reviewDate: waiver.expires }),
      ...(found.element.type === "component" || found.element.type === "connection" ? { elements: [found.element.id] } : {}),
      findings: [found.rule],
    });
  });
}

/** Takes a waiver back, so that the finding is open again. */
export function reopen(editor: Editor, waiver: Waiver): void {
  editor.run("Reopen", (design) => updateDesign(design, { waivers: design.waivers.filter((other) => !(other.rule === waiver.rule && other.target === waiver.target)) }));
}

/** Shows a finding: brings its element into view, lights what plays a part, and opens its property unless one is only walking past. */
export function showFinding(editor: Editor, found: Finding, options: { readonly open?: boolean } = {}): void {
  const { element } = found;
  const path = pathOf(editor.design, element);
  if (path) {
    // A flow or saga is no element of the canvas: its way is shown there, its properties are in its own panel.
    editor.show(path);
    if (options.open !== false) editor.openFlow(element.id, found.property);
  } else editor.reveal(element.type === "design" ? [] : [element.id], options.open === false ? undefined : found.property);
  const parts = path ?? (found.related && element.type !== "design" ? [element.id] : []);
  editor.ui.setState({ finding: keyOf(found), lit: [...parts, ...(found.related ?? [])], marks: [] });
}

/** The elements of the canvas that a flow or a saga goes over; nothing for what stands there itself. */
function pathOf(design: Design, { type, id }: Finding["element"]): readonly Id[] | undefined {
  if (type === "flow") return design.flows.find((flow) => flow.id === id)?.connections ?? [];
  if (type === "saga") return design.sagas.find((saga) => saga.id === id)?.steps?.flatMap(({ component }) => component ?? []) ?? [];
  return undefined;
}
