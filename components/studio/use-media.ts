"use client";

import { useSyncExternalStore } from "react";

/** Whether a media query holds now; `before` is what the server assumes. */
export function useMedia(query: string, before: boolean): boolean {
  return useSyncExternalStore(
    (changed) => {
      const list = window.matchMedia(query);
      list.addEventListener("change", changed);
      return () => list.removeEventListener("change", changed);
    },
    () => window.matchMedia(query).matches,
    () => before,
  );
}
