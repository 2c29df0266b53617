"use client";
import { useState } from "react";

/** Stable keys for rows that have no id of their own, so that an open row stays open when another one comes, goes or moves. */
export function useRowKeys(count: number) {
  const [state, setState] = useState(() => ({ keys: Array.from({ length: count }, (_, at) => at), next: count }));
  let { keys, next } = state;
  if (keys.length !== count) {
    keys = keys.slice(0, count);
    while (keys.length < count) {
      keys.push(next);
      next += 1;
    }
    setState({ keys, next });
  }
  return {
    keys,
    forget: (at: number) => setState({ keys: keys.filter((_, index) => index !== at), next }),
    insert: (at: number) => setState({ keys: keys.toSpliced(at, 0, next), next: next + 1 }),
    move: (from: number, to: number) => setState({ keys: keys.toSpliced(from, 1).toSpliced(to, 0, keys[from] ?? next), next }),
  };
}
