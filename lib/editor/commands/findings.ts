import type { Waiver } from "#lib/model/decision.ts";
import type { Design } from "#lib/model/design.ts";
import { updateDesign } from "#lib/model/edit.ts";
import { ruleById } from "#lib/rules/catalogue.ts";
import { applyResilientCall } from "#lib/rules/bare-connection.ts";
import { keyOf } from "#lib/rules/lint.ts";
import type { Id } from "#lib/model/schema.ts";
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
  const fix = ruleById(found.rule)?.fix;
  return fix && { title: fix.title, before: editor.design, after: applyFix(editor.design, found) };
}

/** Applies the quick fix of one finding, as one step. */
export function fixFinding(editor: Editor, found: Finding): boolean {
  const rule = ruleById(found.rule);
  const done = editor.run(`Fix: ${rule?.title ?? found.rule}`, (design) => applyFix(design, found));
  if (done) editor.announce(`Fixed: ${rule?.title ?? found.rule}. ${editor.derived.result.findings.length} findings left.`);
  return done;
}

/** Applies the quick fix to every finding of one rule, as one step; returns how many findings went away. */
export function fixAllOfRule(editor: Editor, ruleId: string): number {
  const found = editor.derived.result.findings.filter((candidate) => candidate.rule === ruleId && candidate.fixable);
  const before = found.length;
  if (before === 0) return 0;
  editor.run(`Fix all: ${ruleById(ruleId)?.title ?? ruleId}`, (design) => applyFixes(design, found));
  const after = editor.derived.result.findings.filter((candidate) => candidate.rule === ruleId).length;
  editor.announce(`${before - after} findings fixed`);
  return before - after;
}

/** Configures a bare connection with the resilient preset, as one step. */
export function applyPreset(editor: Editor, connectionId: Id): boolean {
  const done = editor.run("Apply the resilient preset", (design) => applyResilientCall(design, connectionId, editor.derived.wording.context));
  if (done) editor.announce(`Connection configured. ${editor.derived.result.findings.length} findings left.`);
  return done;
}

/** Accepts a finding as a risk: with a reason, an owner and a day on which it is looked at again. */
export function waive(editor: Editor, found: Finding, waiver: Pick<Waiver, "reason" | "owner" | "expires">): void {
  editor.run(`Accept risk: ${ruleById(found.rule)?.title ?? found.rule}`, (design) =>
    updateDesign(design, {
      waivers: [...design.waivers.filter((other) => !(other.rule === found.rule && other.target === found.target)), { rule: found.rule, target: found.target, ...waiver }],
    }),
  );
}

/** Takes an accepted risk back, so that the finding is open again. */
export function reopen(editor: Editor, waiver: Waiver): void {
  editor.run("Reopen", (design) => updateDesign(design, { waivers: design.waivers.filter((other) => !(other.rule === waiver.rule && other.target === waiver.target)) }));
}

/** Shows a finding: brings its element into view, lights what plays a part, and opens its property unless one is only walking past. */
export function showFinding(editor: Editor, found: Finding, options: { readonly open?: boolean } = {}): void {
  const { element } = found;
  const ids = element.type === "design" ? [] : element.type === "flow" ? (editor.design.flows.find((flow) => flow.id === element.id)?.connections ?? []) : [element.id];
  editor.reveal(ids, options.open === false ? undefined : found.property);
  editor.ui.setState({ finding: keyOf(found), lit: found.related ? [...ids, ...found.related] : element.type === "flow" ? ids : [] });
}
