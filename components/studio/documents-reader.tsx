"use client";

import { Copy, Download, ListTree, Maximize2 } from "lucide-react";
import { useDeferredValue, useEffect, useMemo, useRef, useState } from "react";
import { DocumentView } from "#components/document/document-view.tsx";
import { isReadable, readable, sourceOf } from "#components/document/readable.ts";
import { SvgPicture } from "#components/document/svg-picture.tsx";
import { copyText } from "#components/exports/copy-text.ts";
import { type Group, groupOf, inGroups } from "#components/exports/groups.ts";
import { exportFile, runExport, saveFile } from "#components/exports/run-export.ts";
import { IconButton } from "#components/ui/button.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import { Menu, MenuContent, MenuItem, MenuTrigger } from "#components/ui/menu.tsx";
import { Select } from "#components/ui/select.tsx";
import { SeverityIcon } from "#components/ui/severity-icon.tsx";
import { Tab, TabList, TabPanel, Tabs } from "#components/ui/tabs.tsx";
import { toast } from "#components/ui/toast.tsx";
import type { Derived } from "#lib/editor/derived.ts";
import type { Exporter } from "#lib/export/exporter.ts";
import { useChecked } from "./use-editor.tsx";

/** Where the browser remembers which document was open. */
const REMEMBERED = "lintel-document";
/** What people read first comes first. */
const READING_ORDER: readonly Group[] = ["Documents", "Findings", "Diagrams"];
/** How long the design must rest before its documents are written again. */
const REST = 250;

/** One document at a time: choose, read, copy, download; written again whenever the design has changed. */
export function DocumentsReader({ exporters: all }: { readonly exporters: readonly Exporter[] }) {
  const exporters = useMemo(() => READING_ORDER.flatMap((group) => inGroups(all).filter((exporter) => isReadable(exporter) && groupOf(exporter) === group)), [all]);
  const current = useChecked();
  const derived = useDeferredValue(useRested(current));
  const [chosen, setChosen] = useState(() => localStorage.getItem(REMEMBERED));
  const [asText, setAsText] = useState(false);
  const [wide, setWide] = useState(false);
  const place = useRef<HTMLDivElement>(null);
  const exporter = exporters.find(({ id }) => id === chosen) ?? exporters[0];
  const written = useMemo(() => exporter && attempt(exporter, derived), [exporter, derived]);
  if (!exporter || !written) return null;

  const choose = (id: string) => {
    localStorage.setItem(REMEMBERED, id);
    setChosen(id);
    place.current?.scrollTo(0, 0);
  };
  const copy = () =>
    copyText(written.ok ? sourceOf(written.output) : "").then(
      () => toast.show(`${exporter.title} copied`),
      (reason: unknown) => toast.error("Not copied", { description: reason instanceof Error ? reason.message : "" }),
    );
  const download = () =>
    exportFile(exporter, current).then(
      ({ name, blob, notes }) =>
        blob ? (saveFile(name, blob), toast.show(`${name} saved`, { description: notes.join(" ") })) : toast.show("There is nothing to save yet", { description: notes.join(" ") }),
      (reason: unknown) => toast.error("Not saved", { description: reason instanceof Error ? reason.message : "" }),
    );
  const documents = written.ok && written.readable.kind === "documents" ? written.readable.documents : [];
  const open = documents.reduce((sum, { parsed }) => sum + parsed.open, 0);
  const sections = documents.flatMap(({ name, parsed }) => (name === undefined ? parsed.sections : []));
  const content = <Content written={written} asText={asText} title={exporter.title} />;

  return (
    <div className="flex h-full min-h-0 flex-col">
      <header className="flex items-center gap-1 border-b border-line py-1.5 pr-2 pl-3">
        <Select
          aria-label="Document"
          value={exporter.id}
          options={exporters.map(({ id, title }) => ({ value: id, label: title }))}
          onValueChange={choose}
          className="mr-auto flex-1"
        />
        {sections.length > 1 && !asText ? (
          <Contents sections={sections} onGo={(at) => place.current?.querySelectorAll(".document h2")[at]?.scrollIntoView({ behavior: "smooth" })} />
        ) : null}
        <IconButton label="Copy" size="sm" onClick={() => void copy()}>
          <Copy aria-hidden size={14} />
        </IconButton>
        <IconButton label="Download" size="sm" onClick={() => void download()}>
          <Download aria-hidden size={14} />
        </IconButton>
        <IconButton label="Read in a wide view" size="sm" onClick={() => setWide(true)}>
          <Maximize2 aria-hidden size={14} />
        </IconButton>
      </header>
      <Tabs value={asText ? "text" : "document"} onValueChange={(value) => setAsText(value === "text")} className="flex min-h-0 flex-1 flex-col">
        <TabList className="h-8 items-stretch">
          <Tab value="document">Document</Tab>
          <Tab value="text">Text</Tab>
          {open > 0 ? (
            <span className="ml-auto flex items-center gap-1.5 text-sm text-muted">
              <SeverityIcon severity="undecided" size={13} label="" />
              <span className="tabular">{open}</span> open
            </span>
          ) : null}
        </TabList>
        <TabPanel value={asText ? "text" : "document"} ref={place} className="relative min-h-0 flex-1 overflow-y-auto px-4 py-4">
          {content}
        </TabPanel>
      </Tabs>
      <Dialog open={wide} onOpenChange={setWide} title={exporter.title} width="lg">
        <div className="document-wide pb-4">{content}</div>
      </Dialog>
    </div>
  );
}

type Written =
  | { readonly ok: true; readonly output: ReturnType<typeof runExport>; readonly readable: ReturnType<typeof readable> }
  | { readonly ok: false; readonly message: string };

function attempt(exporter: Exporter, derived: Derived): Written {
  try {
    const output = runExport(exporter, derived);
    return { ok: true, output, readable: readable(exporter, output) };
  } catch (reason) {
    return { ok: false, message: reason instanceof Error ? reason.message : String(reason) };
  }
}

function Content({ written, asText, title }: { readonly written: Written; readonly asText: boolean; readonly title: string }) {
  if (!written.ok) {
    return (
      <p role="alert" className="text-error">
        This document could not be written: {written.message}
      </p>
    );
  }
  const { output, readable: shown } = written;
  if (output.files?.length === 0) return <p className="text-muted">{output.notes.join(" ") || "There is nothing to write yet."}</p>;
  if (asText) return <pre className="text-sm break-words whitespace-pre-wrap">{sourceOf(output)}</pre>;
  if (shown.kind === "picture") return <SvgPicture svg={shown.svg} alt={title} className="w-full rounded-md border border-line" />;
  return shown.documents.map(({ name, parsed }) =>
    name === undefined ? (
      <DocumentView key="only" document={parsed} />
    ) : (
      <section key={name} aria-label={name} className="mb-8 border-b border-line pb-4 last:border-0">
        <p className="mb-3 truncate font-mono text-sm text-faint">{name}</p>
        <DocumentView document={parsed} />
      </section>
    ),
  );
}

function Contents({ sections, onGo }: { readonly sections: readonly string[]; readonly onGo: (at: number) => void }) {
  return (
    <Menu>
      <MenuTrigger asChild>
        <IconButton label="Contents" size="sm">
          <ListTree aria-hidden size={14} />
        </IconButton>
      </MenuTrigger>
      <MenuContent align="end" className="max-w-80">
        {sections.map((section, at) => (
          <MenuItem key={section} onSelect={() => onGo(at)}>
            {section}
          </MenuItem>
        ))}
      </MenuContent>
    </Menu>
  );
}

/** The value once it has not changed for a moment: typing stays smooth, the document follows. */
function useRested<Value>(value: Value): Value {
  const [rested, setRested] = useState(value);
  useEffect(() => {
    const later = setTimeout(() => setRested(value), REST);
    return () => clearTimeout(later);
  }, [value]);
  return rested;
}
