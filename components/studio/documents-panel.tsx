"use client";

import { useExporters } from "#components/exports/use-exporters.ts";
import { runExport } from "#components/exports/run-export.ts";
import { useDerived } from "./use-editor.tsx";

/** The documents of the design as they stand. */
export function DocumentsPanel() {
  const derived = useDerived();
  const { exporters } = useExporters();
  const first = exporters?.[0];
  return <pre className="h-full overflow-auto p-3 text-sm">{first ? runExport(first, derived).text : "Loading…"}</pre>;
}
