"use client";

import dynamic from "next/dynamic";
import { useExporters } from "#components/exports/use-exporters.ts";

// Reading Markdown takes a parser and a cleaner; the studio opens without them.
const DocumentsReader = dynamic(() => import("./documents-reader.tsx").then((module) => module.DocumentsReader), { ssr: false, loading: () => <Loading /> });

/** The documents of the design beside the canvas. */
export function DocumentsPanel() {
  const { exporters, error } = useExporters();
  if (error) {
    return (
      <p role="alert" className="p-4 text-error">
        {error}
      </p>
    );
  }
  return exporters ? <DocumentsReader exporters={exporters} /> : <Loading />;
}

const Loading = () => <p className="p-4 text-muted">Loading…</p>;
