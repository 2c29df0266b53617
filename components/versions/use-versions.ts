"use client";

import { useCallback, useEffect, useState } from "react";
import { listVersions, type VersionPage, type VersionSummary } from "./api.ts";

/** How often the list is asked for again while it is looked at. */
const EVERY_MS = 30_000;

/** The versions of a design as far as they were fetched. */
export interface Versions {
  /** Nothing until the first answer. */
  readonly items: readonly VersionSummary[] | undefined;
  readonly unkept: VersionPage["unkept"];
  readonly hasMore: boolean;
  readonly error: string | undefined;
  readonly reload: () => Promise<void>;
  readonly more: () => Promise<void>;
}

interface Loaded {
  readonly items: readonly VersionSummary[];
  readonly unkept: VersionPage["unkept"];
  readonly nextCursor: number | null;
}

/** Fetches the versions of a design, and again from time to time: others draw too. */
export function useVersions(designId: string | undefined): Versions {
  const [loaded, setLoaded] = useState<Loaded>();
  const [error, setError] = useState<string>();
  const failed = useCallback((reason: unknown) => setError(reason instanceof Error ? reason.message : "The versions could not be fetched."), []);
  const reload = useCallback(async () => {
    if (designId === undefined) return;
    try {
      const page = await listVersions(designId);
      // Older ones that were fetched before stay.
      setLoaded((before) => {
        const last = page.items.at(-1)?.seq;
        const older = page.nextCursor === null || last === undefined ? [] : (before?.items ?? []).filter(({ seq }) => seq < last);
        return { ...page, items: [...page.items, ...older], nextCursor: older.length > 0 ? (before?.nextCursor ?? null) : page.nextCursor };
      });
      setError(undefined);
    } catch (reason) {
      failed(reason);
    }
  }, [designId, failed]);
  const cursor = loaded?.nextCursor;
  const more = useCallback(async () => {
    if (designId === undefined || cursor === undefined || cursor === null) return;
    try {
      const page = await listVersions(designId, cursor);
      setLoaded((before) => before && { ...before, items: [...before.items, ...page.items], nextCursor: page.nextCursor });
    } catch (reason) {
      failed(reason);
    }
  }, [designId, cursor, failed]);
  useEffect(() => {
    void reload();
    const timer = setInterval(() => document.visibilityState === "visible" && void reload(), EVERY_MS);
    return () => clearInterval(timer);
  }, [reload]);
  return { items: loaded?.items, unkept: loaded?.unkept ?? null, hasMore: typeof cursor === "number", error, reload, more };
}
