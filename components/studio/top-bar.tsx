"use client";

import {
  BookOpen,
  ChevronDown,
  Copy,
  Download,
  FilePlus2,
  FolderOpen,
  HelpCircle,
  Import,
  Keyboard,
  Link2,
  Monitor,
  Moon,
  PanelLeft,
  Redo2,
  Search,
  Sun,
  Undo2,
} from "lucide-react";
import Link from "next/link";
import { type KeyboardEvent, useEffect, useMemo, useRef, useState } from "react";
import type { StoreApi } from "zustand/vanilla";
import { chooseTheme, currentTheme, type Theme } from "#components/theme/theme.ts";
import { Button, IconButton } from "#components/ui/button.tsx";
import { Menu, MenuCheckboxItem, MenuContent, MenuItem, MenuLabel, MenuSeparator, MenuTrigger } from "#components/ui/menu.tsx";
import { SeverityIcon } from "#components/ui/severity-icon.tsx";
import { Tooltip } from "#components/ui/tooltip.tsx";
import type { SaveState } from "#lib/editor/autosave.ts";
import { retitle } from "#lib/editor/commands/edit.ts";
import { countsOf } from "./findings/use-findings.ts";
import { People } from "./people.tsx";
import { SaveIndicator } from "./save-indicator.tsx";
import type { Right } from "./api.ts";
import { useChecked, useDerived, useEditor, useHistory } from "./use-editor.tsx";

/** What the top bar can ask the studio to do. */
export interface TopBarActions {
  readonly share: () => void;
  readonly importFile: () => void;
  readonly exportFiles: () => void;
  readonly showFindings: () => void;
  readonly showCommands: () => void;
  readonly showShortcuts: () => void;
  readonly toggleSide: () => void;
  readonly makeCopy: () => void;
}

/** Name, state, health, and what one does with the whole design. */
export function TopBar({ save, right, actions }: { readonly save: StoreApi<SaveState>; readonly right: Right; readonly actions: TopBarActions }) {
  const editor = useEditor();
  const history = useHistory();
  return (
    <header className="flex h-11 shrink-0 items-center gap-2 border-b border-line bg-bg px-2">
      <Link
        href="/designs"
        aria-label="All designs"
        className="flex size-8 shrink-0 items-center justify-center rounded-md outline-none hover:bg-hover focus-visible:outline-2 focus-visible:outline-focus"
      >
        <svg viewBox="0 0 32 32" width="22" height="22" aria-hidden>
          <rect width="32" height="32" rx="7" fill="var(--accent)" />
          <path d="M6 10.5h20M9.5 10.5V25M22.5 10.5V25" fill="none" stroke="var(--accent-text)" strokeWidth="3.4" strokeLinecap="round" />
        </svg>
      </Link>
      <IconButton label="Components and documents" onClick={actions.toggleSide} className="lg:hidden">
        <PanelLeft aria-hidden size={16} />
      </IconButton>
      <Title />
      <SaveIndicator state={save} right={right} />
      <Health onClick={actions.showFindings} />
      <div className="ml-auto flex items-center gap-1">
        <People />
        {editor.writesRequirements ? (
          <div className="flex max-sm:hidden">
            <IconButton label={history.undo ? `Undo: ${history.undo}` : "Nothing to undo"} shortcut="mod+z" disabled={!history.undo} onClick={() => editor.undo()}>
              <Undo2 aria-hidden size={16} />
            </IconButton>
            <IconButton label={history.redo ? `Redo: ${history.redo}` : "Nothing to redo"} shortcut="mod+shift+z" disabled={!history.redo} onClick={() => editor.redo()}>
              <Redo2 aria-hidden size={16} />
            </IconButton>
          </div>
        ) : null}
        <IconButton label="Commands" shortcut="mod+k" onClick={actions.showCommands}>
          <Search aria-hidden size={16} />
        </IconButton>
        <div className="max-sm:hidden">
          <ThemeMenu />
        </div>
        <IconButton label="Shortcuts and help" shortcut="?" onClick={actions.showShortcuts} className="max-sm:hidden">
          <HelpCircle aria-hidden size={16} />
        </IconButton>
        {editor.readOnly ? null : (
          <Button variant="ghost" icon={<Import aria-hidden size={15} />} onClick={actions.importFile} className="max-lg:hidden">
            Import
          </Button>
        )}
        <Button variant="ghost" icon={<Download aria-hidden size={15} />} onClick={actions.exportFiles} className="max-lg:hidden">
          Export
        </Button>
        {right !== "manage" ? (
          <Button variant="primary" icon={<Copy aria-hidden size={15} />} onClick={actions.makeCopy}>
            <span className="max-sm:sr-only">Make a copy</span>
          </Button>
        ) : (
          <Button variant="primary" icon={<Link2 aria-hidden size={15} />} onClick={actions.share}>
            <span className="max-sm:sr-only">Share</span>
          </Button>
        )}
        <DesignMenu actions={actions} />
      </div>
    </header>
  );
}

function DesignMenu({ actions }: { readonly actions: TopBarActions }) {
  const editor = useEditor();
  return (
    <Menu>
      <MenuTrigger asChild>
        <IconButton label="More">
          <ChevronDown aria-hidden size={16} />
        </IconButton>
      </MenuTrigger>
      <MenuContent align="end">
        <MenuItem asChild icon={<FolderOpen aria-hidden size={14} />}>
          <Link href="/designs">All designs</Link>
        </MenuItem>
        <MenuItem asChild icon={<FilePlus2 aria-hidden size={14} />}>
          <Link href="/designs?new">New design</Link>
        </MenuItem>
        <MenuSeparator />
        {editor.readOnly ? null : (
          <MenuItem icon={<Import aria-hidden size={14} />} onSelect={actions.importFile}>
            Import…
          </MenuItem>
        )}
        <MenuItem icon={<Download aria-hidden size={14} />} shortcut="mod+shift+e" onSelect={actions.exportFiles}>
          Export…
        </MenuItem>
        <MenuSeparator />
        <MenuItem asChild icon={<BookOpen aria-hidden size={14} />}>
          <Link href="/rules">Rules</Link>
        </MenuItem>
        <MenuItem icon={<Keyboard aria-hidden size={14} />} shortcut="?" onSelect={actions.showShortcuts}>
          Shortcuts
        </MenuItem>
      </MenuContent>
    </Menu>
  );
}

function Title() {
  const editor = useEditor();
  const { design } = useDerived();
  const [text, setText] = useState<string>();
  const input = useRef<HTMLInputElement>(null);
  const editing = text !== undefined;
  useEffect(() => {
    if (editing) input.current?.select();
  }, [editing]);
  if (!editor.writesRequirements) return <h1 className="max-w-72 min-w-0 truncate px-1 font-semibold">{design.title}</h1>;
  const done = (keep: boolean) => {
    if (keep && text !== undefined) retitle(editor, text);
    setText(undefined);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "Enter") done(true);
    else if (event.key === "Escape") done(false);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return editing ? (
    <input
      ref={input}
      aria-label="Title of the design"
      value={text}
      onChange={(event) => setText(event.currentTarget.value)}
      onBlur={() => done(true)}
      onKeyDown={onKeyDown}
      maxLength={200}
      className="h-7 w-56 rounded-md border border-line-strong bg-raised px-1.5 font-semibold outline-none focus-visible:outline-2 focus-visible:outline-focus"
    />
  ) : (
    <h1 className="min-w-0">
      <Tooltip content="Rename">
        <button
          type="button"
          onClick={() => setText(design.title)}
          className="block h-7 w-full max-w-72 truncate rounded-md px-1.5 font-semibold outline-none hover:bg-hover focus-visible:outline-2 focus-visible:outline-focus"
        >
          {design.title}
        </button>
      </Tooltip>
    </h1>
  );
}

function Health({ onClick }: { readonly onClick: () => void }) {
  const derived = useDerived();
  const checked = useChecked();
  const { result } = checked;
  const counts = useMemo(() => countsOf(result), [result]);
  const shown = (["error", "warning", "info", "undecided"] as const).filter((verdict) => counts[verdict] > 0);
  const named = (verdict: (typeof shown)[number]) => (verdict === "info" ? "advice" : verdict === "undecided" || counts[verdict] === 1 ? verdict : `${verdict}s`);
  const words = shown.length === 0 ? "No findings" : shown.map((verdict) => `${counts[verdict]} ${named(verdict)}`).join(", ");
  return (
    <Tooltip content={`${words}. Show the findings.`} shortcut="mod+j">
      <button
        type="button"
        aria-busy={checked !== derived}
        onClick={onClick}
        className="flex h-7 items-center gap-2.5 rounded-md border border-line bg-raised px-2 outline-none hover:bg-hover focus-visible:outline-2 focus-visible:outline-focus"
      >
        <span className="sr-only">Health: </span>
        {shown.length === 0 ? <span className="text-sm text-success">No findings</span> : null}
        {shown.map((verdict, at) => (
          <span key={verdict} className="flex items-center gap-1">
            <SeverityIcon severity={verdict} size={13} label="" />
            <span className="tabular text-sm">{counts[verdict]}</span>
            <span className="sr-only">
              {named(verdict)}
              {at < shown.length - 1 ? "," : ""}
            </span>
          </span>
        ))}
      </button>
    </Tooltip>
  );
}

const THEME_ITEMS: readonly { readonly theme: Theme; readonly title: string }[] = [
  { theme: "system", title: "As the system" },
  { theme: "light", title: "Light" },
  { theme: "dark", title: "Dark" },
];

/** Chooses light, dark, or what the system says. */
export function ThemeMenu() {
  const [theme, setTheme] = useState<Theme>("system");
  useEffect(() => setTheme(currentTheme()), []);
  const Icon = theme === "light" ? Sun : theme === "dark" ? Moon : Monitor;
  return (
    <Menu>
      <MenuTrigger asChild>
        <IconButton label="Theme">
          <Icon aria-hidden size={16} />
        </IconButton>
      </MenuTrigger>
      <MenuContent align="end">
        <MenuLabel>Theme</MenuLabel>
        {THEME_ITEMS.map((item) => (
          <MenuCheckboxItem
            key={item.theme}
            checked={theme === item.theme}
            onSelect={() => {
              chooseTheme(item.theme);
              setTheme(item.theme);
            }}
          >
            {item.title}
          </MenuCheckboxItem>
        ))}
      </MenuContent>
    </Menu>
  );
}
