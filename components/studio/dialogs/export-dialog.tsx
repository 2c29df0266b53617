"use client";

import { Command } from "cmdk";
import { Copy, Download, LoaderCircle } from "lucide-react";
import { type KeyboardEvent, useEffect, useMemo, useState } from "react";
import { SvgPicture } from "#components/document/svg-picture.tsx";
import { copyText } from "#components/exports/copy-text.ts";
import { type Entry, entriesOf, PNG, type Preview } from "#components/exports/entries.ts";
import { GROUPS } from "#components/exports/groups.ts";
import { type Raster, saveFile } from "#components/exports/run-export.ts";
import { useExporters } from "#components/exports/use-exporters.ts";
import { Button } from "#components/ui/button.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import { Kbd } from "#components/ui/kbd.tsx";
import { Select } from "#components/ui/select.tsx";
import type { Derived } from "#lib/editor/derived.ts";
import { useDerived } from "../use-editor.tsx";

/** How much of a text is shown before it is downloaded. */
const PREVIEW_LENGTH = 4_000;

/** What became of the last export, by entry. */
interface Outcome {
  readonly id: string;
  readonly done?: string;
  readonly error?: string;
  readonly notes: readonly string[];
}

/** Every format to download or copy; written only when asked for. */
export function ExportDialog({ onClose }: { readonly onClose: () => void }) {
  const derived = useDerived();
  const { exporters, error } = useExporters();
  const entries = useMemo(() => (exporters ? entriesOf(exporters) : []), [exporters]);
  const [chosen, setChosen] = useState<string>();
  const chosenId = chosen ?? entries[0]?.id ?? "";
  const [raster, setRaster] = useState<Raster>({ scale: 2, dark: false });
  const [busy, setBusy] = useState<string>();
  const [outcome, setOutcome] = useState<Outcome>();
  const entry = entries.find(({ id }) => id === chosenId);
  const preview = usePreview(entry, derived, raster);

  const run = async (wanted: Entry, work: () => Promise<Omit<Outcome, "id">>) => {
    if (busy !== undefined) return;
    setBusy(wanted.id);
    setOutcome(undefined);
    try {
      await painted();
      setOutcome({ id: wanted.id, ...(await work()) });
    } catch (reason) {
      setOutcome({ id: wanted.id, error: `That did not work. ${reason instanceof Error ? reason.message : String(reason)}`, notes: [] });
    } finally {
      setBusy(undefined);
    }
  };
  const download = (wanted: Entry) =>
    run(wanted, async () => {
      const { name, blob, notes } = await wanted.make(derived, raster);
      if (!blob) return { error: "There is nothing to write yet, so no file was saved.", notes };
      saveFile(name, blob);
      return { done: `${name} was saved (${sizeText(blob.size)}).`, notes };
    });
  const copy = (text: string) =>
    entry &&
    run(entry, async () => {
      await copyText(text);
      return { done: "Copied.", notes: [] };
    });
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== "Enter" || event.nativeEvent.isComposing) return;
    event.preventDefault();
    if (entry) void download(entry);
  };

  return (
    <Dialog open onOpenChange={(open) => open || onClose()} title="Export" width="lg">
      {error ? (
        <p role="alert" className="pb-4 text-error">
          {error}
        </p>
      ) : !exporters ? (
        <p className="pb-4 text-muted">Loading…</p>
      ) : (
        <div className="grid gap-4 pb-2 sm:grid-cols-[288px_minmax(0,1fr)]">
          <Command
            label="Formats"
            loop
            disablePointerSelection
            filter={fits}
            value={chosenId}
            onValueChange={setChosen}
            onKeyDown={onKeyDown}
            className="flex min-h-0 flex-col rounded-md border border-line bg-bg"
          >
            <Command.Input
              autoFocus
              placeholder="Search formats"
              className="h-9 w-full shrink-0 border-b border-line bg-transparent px-3 text-base outline-none placeholder:text-faint"
            />
            <Command.List className="h-[min(52vh,460px)] overflow-y-auto p-1 max-sm:h-[22vh]">
              <Command.Empty className="px-3 py-6 text-center text-muted">No format is called that.</Command.Empty>
              {GROUPS.map((group) => (
                <Command.Group key={group} heading={group} className={GROUP}>
                  {entries
                    .filter((one) => one.group === group)
                    .map((one) => (
                      <Command.Item
                        key={one.id}
                        value={one.id}
                        keywords={[one.id, one.title, one.description]}
                        onDoubleClick={() => void download(one)}
                        className="flex h-7 cursor-default items-center gap-2 rounded-[4px] px-2 hover:bg-hover data-[selected=true]:bg-accent-soft"
                      >
                        <span className="min-w-0 flex-1 truncate">{one.title}</span>
                        {busy === one.id ? <LoaderCircle aria-hidden size={14} className="animate-spin text-muted" /> : null}
                      </Command.Item>
                    ))}
                </Command.Group>
              ))}
            </Command.List>
          </Command>
          {entry ? (
            <section aria-label={entry.title} className="flex min-h-0 min-w-0 flex-col gap-3 sm:max-h-[calc(min(52vh,460px)+36px)]">
              <div>
                <h3 className="font-semibold">{entry.title}</h3>
                <p className="mt-1 text-muted">{entry.description}</p>
                <p className="mt-1 truncate font-mono text-sm text-faint">{entry.fileName(derived, raster)}</p>
              </div>
              {entry.id === PNG ? <RasterChoice raster={raster} onChange={setRaster} /> : null}
              <div className="flex flex-wrap items-center gap-2">
                <Button
                  variant="primary"
                  icon={busy === entry.id ? <LoaderCircle aria-hidden size={15} className="animate-spin" /> : <Download aria-hidden size={15} />}
                  disabled={busy !== undefined}
                  onClick={() => void download(entry)}
                >
                  {busy === entry.id ? "Writing…" : "Download"}
                </Button>
                {preview?.text === undefined ? null : (
                  <Button icon={<Copy aria-hidden size={15} />} disabled={busy !== undefined} onClick={() => void copy(preview.text ?? "")}>
                    Copy
                  </Button>
                )}
                <span className="ml-auto flex items-center gap-1 text-sm text-faint max-sm:hidden">
                  <Kbd keys="enter" /> downloads
                </span>
              </div>
              {outcome?.id === entry.id ? <Result outcome={outcome} /> : null}
              {preview ? <PreviewBox preview={preview} /> : <div className="min-h-24 flex-1 rounded-md border border-line bg-sunken" />}
            </section>
          ) : null}
        </div>
      )}
    </Dialog>
  );
}

const GROUP = "[&_[cmdk-group-heading]]:px-2 [&_[cmdk-group-heading]]:pt-2 [&_[cmdk-group-heading]]:pb-1 [&_[cmdk-group-heading]]:text-xs [&_[cmdk-group-heading]]:text-faint";

/** Whether every word that was typed is in the name or the description; a plainer match than cmdk's own, which finds letters anywhere. */
const fits = (_id: string, search: string, keywords: string[] = []): number => {
  const text = keywords.join(" ").toLowerCase();
  const words = search.toLowerCase().split(/\s+/u);
  return words.every((word) => text.includes(word)) ? 1 : 0;
};

/** Writes the chosen format a moment after it was chosen, so that walking through the list stays quick. */
function usePreview(entry: Entry | undefined, derived: Derived, raster: Raster): Preview | undefined {
  const [shown, setShown] = useState<{ readonly entry: Entry; readonly preview: Preview }>();
  useEffect(() => {
    if (!entry) return;
    let stale = false;
    const later = setTimeout(() => {
      entry.preview(derived, raster).then(
        (preview) => stale || setShown({ entry, preview }),
        // What is wrong with an export is said when it is asked for.
        () => stale || setShown({ entry, preview: {} }),
      );
    }, 80);
    return () => {
      stale = true;
      clearTimeout(later);
    };
  }, [entry, derived, raster]);
  return shown?.entry === entry ? shown?.preview : undefined;
}

function PreviewBox({ preview: { text, svg, files } }: { readonly preview: Preview }) {
  if (svg !== undefined) return <SvgPicture svg={svg} alt="The canvas as it will be exported" className="min-h-24 flex-1 rounded-md border border-line bg-sunken object-contain" />;
  if (files !== undefined) {
    return (
      <ul aria-label="Files" className="min-h-24 flex-1 overflow-auto rounded-md border border-line bg-sunken p-3 font-mono text-sm">
        {files.length === 0 ? <li className="font-sans text-muted">No file yet.</li> : files.map((file) => <li key={file}>{file}</li>)}
      </ul>
    );
  }
  if (text === undefined) return null;
  return (
    // The region scrolls, so it must be reachable by keyboard.
    <pre tabIndex={0} aria-label="Beginning of the file" className="min-h-24 flex-1 overflow-auto rounded-md border border-line bg-sunken p-3 text-sm max-sm:max-h-40">
      {text.length > PREVIEW_LENGTH ? `${text.slice(0, PREVIEW_LENGTH)}…` : text}
    </pre>
  );
}

function RasterChoice({ raster, onChange }: { readonly raster: Raster; readonly onChange: (raster: Raster) => void }) {
  return (
    <div className="flex gap-2">
      <Select
        aria-label="Size"
        value={String(raster.scale)}
        options={SCALES.map((scale) => ({ value: String(scale), label: `${scale}×` }))}
        onValueChange={(value) => onChange({ ...raster, scale: SCALES.find((scale) => String(scale) === value) ?? 2 })}
        className="w-20"
      />
      <Select
        aria-label="Ground"
        value={raster.dark ? "dark" : "light"}
        options={[
          { value: "light", label: "Light" },
          { value: "dark", label: "Dark" },
        ]}
        onValueChange={(value) => onChange({ ...raster, dark: value === "dark" })}
        className="w-24"
      />
    </div>
  );
}

const SCALES = [1, 2, 3] as const;

function Result({ outcome: { done, error, notes } }: { readonly outcome: Outcome }) {
  return (
    <div role="status" className="max-h-32 shrink-0 overflow-auto">
      {error ? <p className="text-error">{error}</p> : <p className="text-success">{done}</p>}
      {notes.length > 0 ? (
        <ul className="mt-1 list-disc pl-4 text-sm text-muted">
          {notes.map((note) => (
            <li key={note}>{note}</li>
          ))}
        </ul>
      ) : null}
    </div>
  );
}

const sizeText = (bytes: number): string => (bytes < 1_000 ? `${bytes} bytes` : bytes < 1_000_000 ? `${Math.round(bytes / 1_000)} kB` : `${(bytes / 1_000_000).toFixed(1)} MB`);

/** Lets the browser show what was just set, before work that keeps it busy. */
const painted = (): Promise<void> => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
