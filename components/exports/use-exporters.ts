"use client";

import { useEffect, useState } from "react";
import type { Exporter } from "#lib/export/exporter.ts";

/** The formats, fetched when first wanted: no page carries them from the start. */
export function useExporters(): { readonly exporters: readonly Exporter[] | undefined; readonly error: string | undefined } {
  const [exporters, setExporters] = useState<readonly Exporter[]>();
  const [error, setError] = useState<string>();
  useEffect(() => {
    import("#lib/export/list.ts").then(
      (module) => setExporters(module.EXPORTERS),
      () => setError("The formats could not be loaded. Check the connection and open this again."),
    );
  }, []);
  return { exporters, error };
}
