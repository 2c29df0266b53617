"use client";

import { clsx } from "clsx";
import { useEditor } from "#components/studio/use-editor.tsx";
import type { AnalysisTable, Cell } from "#lib/analysis/analysis.ts";
import { inWords } from "#lib/model/in-words.ts";
import { toneClass } from "./tone.ts";

/** Rows of an answer; what names an element leads to it. */
export function AnswerTable({ table }: { readonly table: AnalysisTable }) {
  return (
    <div className="min-w-0 shrink-0 overflow-x-auto">
      <table className="w-full border-collapse text-sm">
        <caption className="pb-1 text-left font-medium text-faint">{table.title}</caption>
        <thead>
          <tr className="border-b border-line text-left text-faint">
            {table.columns.map((column) => (
              <th key={column} scope="col" className="py-1 pr-2 font-normal">
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {table.rows.map((row, at) => (
            <tr key={at} className="border-b border-line align-top last:border-b-0">
              {row.map((cell, column) => (
                <td key={column} className={clsx("py-1 pr-2", typeof cell.value === "number" && "tabular", toneClass(cell.tone))}>
                  <CellContent cell={cell} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function CellContent({ cell }: { readonly cell: Cell }) {
  const editor = useEditor();
  const { element } = cell;
  const words = inWords(cell.value, cell.unit);
  if (element === undefined) return words;
  return (
    <button
      type="button"
      onClick={() => editor.reveal([element])}
      className="rounded text-left underline decoration-line-strong underline-offset-2 outline-none hover:decoration-accent focus-visible:outline-2 focus-visible:outline-focus"
    >
      {words}
    </button>
  );
}
