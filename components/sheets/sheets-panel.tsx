"use client";

import { Copy, Plus, Search } from "lucide-react";
import { type RefObject, useDeferredValue, useId, useMemo, useRef, useState } from "react";
import { copyText } from "#components/exports/copy-text.ts";
import { useDerived, useEditor } from "#components/studio/use-editor.tsx";
import { Button, IconButton } from "#components/ui/button.tsx";
import { Input } from "#components/ui/field.tsx";
import { Select } from "#components/ui/select.tsx";
import { toast } from "#components/ui/toast.tsx";
import { SHEETS, sheetById } from "#lib/editor/sheets/list.ts";
import { ownersOf, type Sheet } from "#lib/editor/sheets/sheet.ts";
import { copyCells } from "#lib/editor/sheets/work.ts";
import { SheetGrid } from "./sheet-grid.tsx";
import { SheetPicker } from "./sheet-picker.tsx";

export interface SheetsPanelProps {
  /** Id of the sheet that is open. */
  readonly sheet: string;
  readonly onSheet: (id: string) => void;
  /** Changes when the sheet is asked to take the keys. */
  readonly request: number;
}

/** The facts of the design as tables: a sheet for every sort, edited as in a spreadsheet. */
export function SheetsPanel({ sheet: id, onSheet, request }: SheetsPanelProps) {
  const sheet = sheetById(id) ?? SHEETS[0];
  const taken = useRef(0);
  if (!sheet) return null;
  return (
    <section aria-label="Sheets" className="@container h-full min-h-0 bg-bg">
      <div className="flex h-full min-h-0 @max-2xl:flex-col">
        <SheetPicker sheet={sheet} onSheet={onSheet} />
        <OpenSheet key={sheet.id} sheet={sheet} onSheet={onSheet} request={request} taken={taken} />
      </div>
    </section>
  );
}

/** Most owners that the filter offers; with more, the search is quicker. */
const MOST_OWNERS = 400;

interface OpenSheetProps extends Omit<SheetsPanelProps, "sheet"> {
  readonly sheet: Sheet;
  readonly taken: RefObject<number>;
}

function OpenSheet({ sheet, onSheet, request, taken }: OpenSheetProps) {
  const editor = useEditor();
  const { design } = useDerived();
  const searchId = useId();
  const [owner, setOwner] = useState<readonly string[]>([]);
  const [query, setQuery] = useState("");
  const [asked, setAsked] = useState(0);
  const text = useDeferredValue(query);
  const filter = useMemo(() => ({ owner, text }), [owner, text]);
  const owners = useOwners(sheet);
  const isEmpty = !sheet.add && sheet.rows(design).length === 0;

  const copyAll = async () => {
    const keys = sheet.rows(design).map(({ key }) => key);
    try {
      await copyText(copyCells(editor, sheet, keys, sheet.columns, true));
      toast.show(`${sheet.title} copied with titles: paste it into a spreadsheet`);
    } catch (error) {
      toast.error(error instanceof Error ? error.message : "The browser did not let us copy.");
    }
  };
  return (
    <div className="flex min-h-0 min-w-0 flex-1 flex-col">
      <header className="flex shrink-0 flex-wrap items-center gap-x-2 gap-y-1 border-b border-line px-3 py-1">
        <h2 className="font-semibold @max-2xl:sr-only">{sheet.title}</h2>
        <p className="min-w-0 flex-1 basis-0 truncate text-sm text-faint @max-3xl:invisible" title={sheet.description}>
          {sheet.description}
        </p>
        {owners.length > 1 || owner.length > 0 ? (
          <Select
            aria-label="Belongs to"
            value={owner.length === 0 ? "" : JSON.stringify(owner)}
            onValueChange={(value) => setOwner(value === "" ? [] : (JSON.parse(value) as string[]))} // Written two lines below.
            options={[
              { value: "", label: `Every ${ownersOf(sheet)[0]?.title.toLowerCase() ?? "owner"}` },
              ...owners.map((labels) => ({ value: JSON.stringify(labels), label: labels.join(" › ") })),
            ]}
            className="w-40"
          />
        ) : null}
        <div className="relative w-32 shrink-0">
          <label htmlFor={searchId} className="sr-only">
            Search the sheet
          </label>
          <Search aria-hidden size={13} className="pointer-events-none absolute top-1/2 left-2 -translate-y-1/2 text-faint" />
          <Input id={searchId} type="search" value={query} onChange={(event) => setQuery(event.currentTarget.value)} placeholder="Search" className="pl-7" />
        </div>
        <IconButton label="Copy the sheet" size="sm" onClick={() => void copyAll()}>
          <Copy aria-hidden size={14} />
        </IconButton>
        {sheet.add && !editor.readOnly ? (
          <Button size="sm" icon={<Plus aria-hidden size={13} />} aria-label={`Add ${sheet.one}`} onClick={() => setAsked((before) => before + 1)}>
            Add
          </Button>
        ) : null}
      </header>
      {isEmpty ? (
        <div className="flex flex-1 flex-col items-center justify-center gap-2 p-6 text-center text-muted">
          <p>Nothing is drawn yet that this sheet describes.</p>
          <Button size="sm" onClick={() => onSheet("components")}>
            Open the components
          </Button>
        </div>
      ) : (
        <SheetGrid sheet={sheet} filter={filter} focusRequest={request} taken={taken} newRequest={asked} />
      )}
    </div>
  );
}

/** What rows can be filtered by: the outermost owners, each with those inside it. */
function useOwners(sheet: Sheet): readonly (readonly string[])[] {
  const { design } = useDerived();
  return useMemo(() => {
    const levels = ownersOf(sheet).length;
    if (levels === 0) return [];
    const found = new Map<string, readonly string[]>();
    const all = [...sheet.rows(design).map(({ labels }) => labels.slice(0, levels)), ...(sheet.owners?.(design) ?? [])];
    for (const labels of all) for (let depth = 1; depth <= labels.length; depth += 1) found.set(JSON.stringify(labels.slice(0, depth)), labels.slice(0, depth));
    return [...found.values()].toSorted((a, b) => a.join(" › ").localeCompare(b.join(" › "), "en-GB", { numeric: true })).slice(0, MOST_OWNERS);
  }, [sheet, design]);
}
