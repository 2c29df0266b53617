"use client";

import { clsx } from "clsx";
import { type KeyboardEvent, useDeferredValue, useEffect, useMemo, useRef } from "react";
import { useDerived } from "#components/studio/use-editor.tsx";
import { Select } from "#components/ui/select.tsx";
import type { Design } from "#lib/model/design.ts";
import { SHEETS } from "#lib/editor/sheets/list.ts";
import { cellValue, isValueColumn, type Sheet, SHEET_GROUPS } from "#lib/editor/sheets/sheet.ts";

/** How much is in a sheet: its rows, or how many of its fixed rows are answered. */
function countOf(sheet: Sheet, design: Design): string {
  const rows = sheet.rows(design);
  if (sheet.add || sheet.owner !== undefined) return rows.length === 0 ? "" : String(rows.length);
  const [first] = sheet.columns.filter(isValueColumn);
  const answered = first ? rows.filter((row) => cellValue(row, first) !== undefined).length : 0;
  return `${answered}/${rows.length}`;
}

export interface SheetPickerProps {
  readonly sheet: Sheet;
  readonly onSheet: (id: string) => void;
}

/** The sheets by group with what is in them; a list beside the grid, or one field where there is little room. */
export function SheetPicker({ sheet, onSheet }: SheetPickerProps) {
  const design = useDeferredValue(useDerived().design);
  const counts = useMemo(() => new Map(SHEETS.map((one) => [one.id, countOf(one, design)])), [design]);
  const list = useRef<HTMLElement>(null);
  const onKeyDown = (event: KeyboardEvent) => {
    const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    const next = SHEETS[SHEETS.indexOf(sheet) + step];
    if (step === 0 || !next) return;
    event.preventDefault();
    onSheet(next.id);
    list.current?.querySelector<HTMLElement>(`[data-sheet="${next.id}"]`)?.focus();
  };
  useEffect(() => {
    list.current?.querySelector(`[data-sheet="${sheet.id}"]`)?.scrollIntoView({ block: "nearest" });
  }, [sheet]);
  return (
    <>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- Keys of the buttons inside, which are interactive. */}
      <nav ref={list} aria-label="Sheets" onKeyDown={onKeyDown} className="w-42 shrink-0 overflow-y-auto border-r border-line py-1 @max-2xl:hidden">
        {SHEET_GROUPS.map((group) => (
          <section key={group} aria-label={group} className="mb-1.5">
            <h3 className="px-3 pt-1 pb-0.5 text-xs text-faint">{group}</h3>
            {SHEETS.filter((one) => one.group === group).map((one) => (
              <button
                key={one.id}
                type="button"
                data-sheet={one.id}
                aria-current={one === sheet || undefined}
                tabIndex={one === sheet ? 0 : -1}
                title={one.description}
                onClick={() => onSheet(one.id)}
                className={clsx(
                  "flex h-6 w-full items-center gap-2 px-3 text-left outline-none focus-visible:outline-2 focus-visible:-outline-offset-2 focus-visible:outline-focus",
                  one === sheet ? "bg-accent-soft font-medium text-text" : "text-muted hover:bg-hover hover:text-text",
                )}
              >
                <span className="min-w-0 flex-1 truncate">{one.title}</span> <span className="tabular text-xs text-faint">{counts.get(one.id)}</span>
              </button>
            ))}
          </section>
        ))}
      </nav>
      <div className="border-b border-line p-1.5 @2xl:hidden">
        <Select
          aria-label="Sheet"
          value={sheet.id}
          onValueChange={onSheet}
          options={SHEETS.map(({ id, title, group }) => ({ value: id, label: `${group}: ${title}${counts.get(id) ? ` (${counts.get(id)})` : ""}` }))}
        />
      </div>
    </>
  );
}
