"use client";

import { useCallback, useSyncExternalStore } from "react";

const listeners = new Set<() => void>();
/** What could not be stored, because the browser forbids it; remembered as long as the page lives. */
const unstored = new Map<string, string>();

const read = (key: string): string | undefined => {
  try {
    return unstored.get(key) ?? localStorage.getItem(key) ?? undefined;
  } catch {
    return unstored.get(key);
  }
};

/** A choice that this browser remembers; `isValue` leaves out what an older version stored. */
export function useRemembered<Value extends string>(key: string, initial: Value, isValue: (text: string) => text is Value): readonly [Value, (value: Value) => void] {
  const stored = useSyncExternalStore(
    (changed) => {
      listeners.add(changed);
      return () => void listeners.delete(changed);
    },
    () => read(key),
    () => undefined,
  );
  const remember = useCallback(
    (value: Value) => {
      try {
        localStorage.setItem(key, value);
      } catch {
        unstored.set(key, value);
      }
      for (const listener of listeners) listener();
    },
    [key],
  );
  return [stored !== undefined && isValue(stored) ? stored : initial, remember];
}
