"use client";

import { ArrowLeftRight, Cable, ClipboardPaste, Copy, CopyPlus, ListChecks, MessageSquare, Network, PencilLine, Plus, ShieldCheck, Trash2 } from "lucide-react";
import { useComments } from "#components/comments/use-comments.tsx";
import { Menu, MenuContent, MenuItem, MenuLabel, MenuSeparator, MenuTrigger } from "#components/ui/menu.tsx";
import { addBoundary } from "#lib/editor/commands/add.ts";
import { type Clip, clipOf, clipText, duplicate, paste, readClip } from "#lib/editor/commands/clipboard.ts";
import { startConnecting } from "#lib/editor/commands/connecting.ts";
import { deleteSelection, reverse } from "#lib/editor/commands/edit.ts";
import { showFinding } from "#lib/editor/commands/findings.ts";
import type { CommentTarget } from "#lib/editor/comments.ts";
import type { Editor } from "#lib/editor/editor.ts";
import { BOUNDARY_KINDS } from "#lib/model/boundary.ts";
import { applyResilientCall } from "#lib/rules/bare-connection.ts";
import { BOUNDARY_ICONS } from "./boundary-frame.tsx";
import { BOUNDARY_TITLES } from "./boundary-titles.ts";
import type { LayoutRunner } from "./layout/layout-runner.ts";
import type { ViewState, ViewStore } from "./view-state.ts";

interface CanvasMenuProps {
  readonly editor: Editor;
  readonly view: ViewStore;
  readonly open: NonNullable<ViewState["contextMenu"]>;
  readonly layout: LayoutRunner;
  readonly readOnly: boolean;
  onClosed(): void;
}

const icon = (Icon: typeof Copy) => <Icon aria-hidden size={14} />;
/** The clip of the last copy by menu, for browsers that do not let a page read the clipboard. */
let remembered: Clip | undefined;

function copy(editor: Editor): void {
  const clip = clipOf(editor);
  if (!clip) return;
  remembered = clip;
  // Without permission the clip is still remembered for this page.
  navigator.clipboard?.writeText(clipText(clip)).catch(() => undefined);
  editor.announce("Copied");
}

async function pasteFromMenu(editor: Editor): Promise<void> {
  const text = await navigator.clipboard?.readText().catch(() => undefined);
  const clip = (text === undefined ? undefined : readClip(text)) ?? remembered;
  if (clip) paste(editor, clip);
}

/** The commands for what is under the pointer, or for the empty canvas. */
export function CanvasMenu({ editor, view, open, layout, readOnly, onClosed }: CanvasMenuProps) {
  const { selection } = editor.ui.getState();
  const { index } = editor.derived;
  const { findingsByElement, result } = editor.checked;
  const target = open.target;
  const findings = target === undefined ? [] : (findingsByElement.get(target) ?? []);
  const isComponent = target !== undefined && index.components.has(target);
  const isConnection = target !== undefined && index.connections.has(target);
  const many = selection.length > 1;
  const show = findings[0];
  const comments = useComments();
  const pinned: CommentTarget | undefined = isComponent ? { kind: "component", id: target } : isConnection ? { kind: "connection", id: target } : undefined;
  return (
    <Menu open modal={false} onOpenChange={(opened) => !opened && onClosed()}>
      <MenuTrigger asChild>
        <span aria-hidden className="pointer-events-none fixed size-0" style={{ left: open.screen.x, top: open.screen.y }} />
      </MenuTrigger>
      <MenuContent sideOffset={2} data-canvas-ui onCloseAutoFocus={(event) => event.preventDefault()} aria-label="Canvas menu">
        {show ? (
          <>
            <MenuItem icon={icon(ListChecks)} onSelect={() => showFinding(editor, show)}>
              {findings.length === 1 ? "Show the finding" : `Show the ${findings.length} findings`}
            </MenuItem>
            {readOnly ? null : <MenuSeparator />}
          </>
        ) : null}
        {pinned && comments.mayComment ? (
          <MenuItem icon={icon(MessageSquare)} shortcut="m" onSelect={() => comments.compose(pinned)}>
            Comment…
          </MenuItem>
        ) : null}
        {readOnly && !show ? <MenuLabel>{result.findings.length} findings in this design</MenuLabel> : null}
        {readOnly || target === undefined ? null : (
          <>
            <MenuItem icon={icon(PencilLine)} shortcut="f2" disabled={many} onSelect={() => editor.ui.setState({ renaming: target })}>
              {isConnection ? "Label" : "Rename"}
            </MenuItem>
            {isComponent && !many ? (
              <MenuItem icon={icon(Cable)} shortcut="c" onSelect={() => startConnecting(editor, target)}>
                Connect to…
              </MenuItem>
            ) : null}
            {isConnection ? (
              <>
                <MenuItem icon={icon(ShieldCheck)} onSelect={() => applyPreset(editor, target)}>
                  Apply the resilient preset
                </MenuItem>
                <MenuItem icon={icon(ArrowLeftRight)} onSelect={() => reverse(editor, target)}>
                  Reverse
                </MenuItem>
              </>
            ) : (
              <>
                <MenuItem icon={icon(CopyPlus)} shortcut="mod+d" onSelect={() => void duplicate(editor)}>
                  Duplicate
                </MenuItem>
                <MenuItem icon={icon(Copy)} shortcut="mod+c" onSelect={() => copy(editor)}>
                  Copy
                </MenuItem>
              </>
            )}
            {selection.some((id) => index.components.has(id)) ? (
              <>
                <MenuSeparator />
                <MenuLabel>Put into a new</MenuLabel>
                {BOUNDARY_KINDS.map((kind) => (
                  <MenuItem key={kind} icon={icon(BOUNDARY_ICONS[kind])} onSelect={() => void addBoundary(editor, kind)}>
                    {BOUNDARY_TITLES[kind]}
                  </MenuItem>
                ))}
              </>
            ) : null}
            <MenuSeparator />
            <MenuItem icon={icon(Trash2)} shortcut="delete" danger onSelect={() => deleteSelection(editor)}>
              Delete
            </MenuItem>
          </>
        )}
        {readOnly || target !== undefined ? null : (
          <>
            <MenuItem icon={icon(Plus)} shortcut="n" onSelect={() => view.setState({ quickAdd: { screen: open.screen, at: open.at, from: undefined } })}>
              Add a component
            </MenuItem>
            <MenuItem icon={icon(ClipboardPaste)} shortcut="mod+v" onSelect={() => void pasteFromMenu(editor)}>
              Paste
            </MenuItem>
            <MenuSeparator />
            <MenuLabel>Add a boundary</MenuLabel>
            {BOUNDARY_KINDS.map((kind) => (
              <MenuItem key={kind} icon={icon(BOUNDARY_ICONS[kind])} onSelect={() => void addBoundary(editor, kind, open.at)}>
                {BOUNDARY_TITLES[kind]}
              </MenuItem>
            ))}
            {editor.design.components.length > 0 ? (
              <>
                <MenuSeparator />
                <MenuItem icon={icon(Network)} shortcut="mod+shift+l" onSelect={() => void layout.run()}>
                  Tidy up the layout
                </MenuItem>
              </>
            ) : null}
          </>
        )}
      </MenuContent>
    </Menu>
  );
}

function applyPreset(editor: Editor, id: string): void {
  const { context } = editor.derived.wording;
  if (editor.run("Apply the resilient preset", (design) => applyResilientCall(design, id, context))) editor.announce("Resilient preset applied");
}
