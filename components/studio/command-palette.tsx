"use client";

import { Command } from "cmdk";
import { VisuallyHidden, Dialog as Radix } from "radix-ui";
import { useMemo } from "react";
import { KindIcon } from "#components/icon/kind-icon.tsx";
import { Kbd } from "#components/ui/kbd.tsx";
import { useFocusBack } from "#components/ui/use-focus-back.ts";
import { useLayout } from "#components/canvas/layout/use-layout.ts";
import { chooseTheme } from "#components/theme/theme.ts";
import type { KindEntry } from "#lib/catalog/kind.ts";
import { KINDS } from "#lib/catalog/kinds.ts";
import { addBoundary, addComponent } from "#lib/editor/commands/add.ts";
import { duplicate } from "#lib/editor/commands/clipboard.ts";
import { deleteSelection, reverse, selectAll } from "#lib/editor/commands/edit.ts";
import { startRecording } from "#lib/editor/commands/flows.ts";
import { addSaga } from "#lib/editor/commands/sagas.ts";
import { SHEETS } from "#lib/editor/sheets/list.ts";
import type { SidePanel } from "#lib/editor/ui-state.ts";
import type { BoundaryKind } from "#lib/model/boundary.ts";
import { useOpenRuleSettings } from "./rule-settings/open-rule-settings.tsx";
import type { TopBarActions } from "./top-bar.tsx";
import { useDerived, useEditor, useUi } from "./use-editor.tsx";

interface Action {
  readonly title: string;
  readonly keys?: string;
  readonly words?: string;
  readonly run: () => void;
}

export interface PaletteActions extends TopBarActions {
  readonly toggleFindings: () => void;
  readonly openSheet: (id?: string) => void;
  readonly comment: () => void;
  readonly showComments: () => void;
  readonly newFromTemplate: () => void;
  readonly showSide: (side: SidePanel) => void;
  /** Whether the versions of the design are open to whoever looks at it. */
  readonly hasVersions: boolean;
  readonly copied: (what: string) => void;
}

/** What the canvas can draw first where a component is inside several boundaries. */
const CONTAINERS: readonly { readonly kind: BoundaryKind; readonly title: string }[] = [
  { kind: "context", title: "bounded contexts" },
  { kind: "team", title: "teams" },
  { kind: "zone", title: "trust zones" },
  { kind: "region", title: "regions" },
];

/** Every command and every element by name. */
export function CommandPalette({ actions, onClose }: { readonly actions: PaletteActions; readonly onClose: () => void }) {
  const editor = useEditor();
  const { design } = useDerived();
  const selection = useUi((state) => state.selection);
  const layout = useLayout();
  const openRuleSettings = useOpenRuleSettings();
  const giveBack = useFocusBack(true);

  const general = useMemo<readonly Action[]>(
    () => [
      { title: "Share", words: "link copy", run: actions.share },
      { title: "Export", keys: "mod+shift+e", words: "download mermaid adr svg png zip sarif", run: actions.exportFiles },
      { title: "Show documents", words: "proposal architecture adr checkpoint", run: () => actions.showSide("documents") },
      { title: "Show analyses", words: "latency availability capacity budget growth blast radius numbers", run: () => actions.showSide("analyses") },
      { title: "Show flows", words: "sagas walk journey path", run: () => actions.showSide("flows") },
      { title: "Show outline", words: "list elements", run: () => actions.showSide("outline") },
      { title: "Show decisions", words: "adr", run: () => actions.showSide("decisions") },
      ...(actions.hasVersions
        ? [{ title: "Show versions", keys: "mod+shift+h", words: "history compare diff restore name snapshot", run: () => actions.showSide("versions") }]
        : []),
      { title: "Show or hide the findings", keys: "mod+j", words: "problems errors warnings", run: actions.toggleFindings },
      { title: "Show the sheets", keys: "mod+shift+s", words: "tables spreadsheet grid", run: () => actions.openSheet() },
      { title: "Comment on what is selected", keys: "m", words: "say talk discuss conversation", run: actions.comment },
      { title: "Show the comments", words: "conversations threads unread", run: actions.showComments },
      { title: "Shortcuts", keys: "?", words: "help keyboard", run: actions.showShortcuts },
      { title: "Light theme", run: () => chooseTheme("light") },
      { title: "Dark theme", run: () => chooseTheme("dark") },
      { title: "Theme as the system", run: () => chooseTheme("system") },
      ...CONTAINERS.map(({ kind, title }) => ({ title: `Show ${title} as containers`, words: "boundaries group by", run: () => editor.ui.setState({ groupBy: kind }) })),
      { title: "All designs", words: "open list", run: () => location.assign("/designs") },
      { title: "Rules of this design", words: "settings severity preset profile maturity configure", run: () => openRuleSettings() },
      { title: "Thresholds of this design", words: "settings rules limits configure", run: () => openRuleSettings({ tab: "thresholds" }) },
      { title: "Own rules of this design", words: "settings custom policy", run: () => openRuleSettings({ tab: "own" }) },
      { title: "All rules", words: "catalogue checklist", run: () => location.assign("/rules") },
      { title: "Reference of decision tables", words: "protocol mesh kafka saga cache glossary", run: () => location.assign("/rules/reference") },
    ],
    [actions, editor, openRuleSettings],
  );
  const editing = useMemo<readonly Action[]>(() => {
    if (editor.readOnly) return [];
    const [only] = selection;
    return [
      { title: "Undo", keys: "mod+z", run: () => void editor.undo() },
      { title: "Redo", keys: "mod+shift+z", run: () => void editor.redo() },
      { title: "Tidy up the layout", keys: "mod+shift+l", words: "auto arrange elk", run: () => void layout.run() },
      {
        title: "Record a flow",
        words: "walk journey path request",
        run: () => {
          actions.showSide("flows");
          startRecording(editor);
        },
      },
      { title: "Add a saga", words: "transaction compensation steps", run: () => void addSaga(editor) },
      { title: "Import", words: "open file yaml mermaid", run: actions.importFile },
      { title: "Start from a template", words: "new blank example", run: actions.newFromTemplate },
      { title: "Select all", keys: "mod+a", run: () => selectAll(editor) },
      ...(selection.length > 0
        ? [
            { title: "Duplicate the selection", keys: "mod+d", run: () => void duplicate(editor) },
            { title: "Delete the selection", keys: "delete", words: "remove", run: () => deleteSelection(editor) },
            { title: "Put a bounded context around the selection", words: "boundary group", run: () => void addBoundary(editor, "context") },
          ]
        : []),
      ...(selection.length === 1 && only !== undefined ? [{ title: "Rename", keys: "f2", run: () => editor.ui.setState({ renaming: only }) }] : []),
      ...(selection.length === 1 && only !== undefined && design.connections.some(({ id }) => id === only)
        ? [{ title: "Reverse the connection", run: () => reverse(editor, only) }]
        : []),
    ];
  }, [editor, selection, layout, actions, design]);

  const sheets = useMemo<readonly Action[]>(
    () => SHEETS.map(({ id, title, group }) => ({ title: `Open sheet: ${title}`, words: `table ${group}`, run: () => actions.openSheet(id) })),
    [actions],
  );

  const pick = (run: () => void) => () => {
    onClose();
    run();
  };
  return (
    <Radix.Root open onOpenChange={(open) => open || onClose()}>
      <Radix.Portal>
        <Radix.Overlay className="fixed inset-0 z-40 bg-black/30" />
        <Radix.Content
          aria-describedby={undefined}
          onCloseAutoFocus={giveBack}
          className="fixed top-[12vh] left-1/2 z-50 w-[min(560px,calc(100vw-32px))] -translate-x-1/2 overflow-hidden rounded-[8px] border border-line bg-raised shadow-float outline-none"
        >
          <VisuallyHidden.Root>
            <Radix.Title>Commands</Radix.Title>
          </VisuallyHidden.Root>
          <Command label="Commands" loop>
            <Command.Input
              autoFocus
              placeholder="Type a command or the name of an element"
              className="h-11 w-full border-b border-line bg-transparent px-4 text-base outline-none placeholder:text-faint"
            />
            <Command.List className="max-h-[52vh] overflow-y-auto p-1">
              <Command.Empty className="px-4 py-6 text-center text-muted">Nothing is called that. Try “add”, “export” or the name of a service.</Command.Empty>
              {editing.length > 0 ? <Actions heading="Edit" actions={editing} pick={pick} /> : null}
              <Actions heading="Lintel" actions={general} pick={pick} />
              <Actions heading="Sheets" actions={sheets} pick={pick} />
              {editor.readOnly ? null : (
                <Command.Group heading="Add" className={GROUP}>
                  {Object.values(KINDS as Record<string, KindEntry>).map((entry) => (
                    <Command.Item
                      key={entry.kind}
                      value={`Add ${entry.title}`}
                      keywords={[...entry.keywords]}
                      onSelect={pick(() => void addComponent(editor, entry.kind))}
                      className={ITEM}
                    >
                      <KindIcon kind={entry.kind} size={14} />
                      Add {entry.title.toLowerCase()}
                    </Command.Item>
                  ))}
                </Command.Group>
              )}
              <Command.Group heading="Go to" className={GROUP}>
                {design.components.slice(0, 500).map((component) => (
                  <Command.Item key={component.id} value={`Go to ${component.name} ${component.id}`} onSelect={pick(() => editor.reveal([component.id]))} className={ITEM}>
                    <KindIcon kind={component.kind} technology={component.technology?.name} size={14} />
                    {component.name}
                  </Command.Item>
                ))}
              </Command.Group>
            </Command.List>
          </Command>
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

const GROUP = "[&_[cmdk-group-heading]]:px-3 [&_[cmdk-group-heading]]:pt-2 [&_[cmdk-group-heading]]:pb-1 [&_[cmdk-group-heading]]:text-xs [&_[cmdk-group-heading]]:text-faint";
const ITEM = "flex h-8 cursor-default items-center gap-2 rounded-md px-3 data-[selected=true]:bg-accent-soft";

function Actions({ heading, actions, pick }: { readonly heading: string; readonly actions: readonly Action[]; readonly pick: (run: () => void) => () => void }) {
  return (
    <Command.Group heading={heading} className={GROUP}>
      {actions.map((action) => (
        <Command.Item key={action.title} value={action.title} {...(action.words ? { keywords: action.words.split(" ") } : {})} onSelect={pick(action.run)} className={ITEM}>
          <span className="flex-1">{action.title}</span>
          {action.keys ? <Kbd keys={action.keys} /> : null}
        </Command.Item>
      ))}
    </Command.Group>
  );
}
