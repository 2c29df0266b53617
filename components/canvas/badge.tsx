"use client";

import { useEditor } from "#components/studio/use-editor.tsx";
import { SeverityIcon } from "#components/ui/severity-icon.tsx";
import { showFinding } from "#lib/editor/commands/findings.ts";
import type { Id } from "#lib/model/schema.ts";
import type { Finding } from "#lib/rules/rule.ts";
import type { Badge } from "./scene.ts";

const RANK = { error: 0, warning: 1, info: 2 } as const;
const worstFirst = (findings: readonly Finding[]) => findings.toSorted((a, b) => RANK[a.severity] - RANK[b.severity]);

/** How many findings an element has and how bad the worst is; the pointer shows their sentences, a click opens the worst. */
export function FindingBadge({ id, badge }: { readonly id: Id; readonly badge: Badge }) {
  const editor = useEditor();
  const findings = () => worstFirst(editor.checked.findingsByElement.get(id) ?? []);
  const words = badge.count === 1 ? "1 finding" : `${badge.count} findings`;
  return (
    <button
      type="button"
      tabIndex={-1}
      data-canvas-ui
      className="canvas-badge"
      aria-label={`Show ${words}`}
      // Sentences are made when somebody asks for them, not for every card at every change.
      onPointerEnter={(event) => {
        const { wording } = editor.checked;
        const sentences = findings().map((found) => wording.message(found));
        event.currentTarget.title = [...sentences.slice(0, 8), ...(sentences.length > 8 ? [`and ${sentences.length - 8} more`] : [])].join("\n");
      }}
      onClick={() => {
        const [first] = findings();
        if (first) showFinding(editor, first);
      }}
    >
      <SeverityIcon severity={badge.worst} label="" size={14} />
      <span className="count">{badge.count}</span>
    </button>
  );
}
