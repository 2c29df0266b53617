"use client";

import { useSyncExternalStore } from "react";

const DEVICE = "(prefers-color-scheme: dark)";

function subscribe(changed: () => void): () => void {
  const observer = new MutationObserver(changed);
  observer.observe(document.documentElement, { attributeFilter: ["data-theme"] });
  const device = window.matchMedia(DEVICE);
  device.addEventListener("change", changed);
  return () => {
    observer.disconnect();
    device.removeEventListener("change", changed);
  };
}

/** Whether the page is dark now, for what cannot follow by CSS alone. */
export function useDark(): boolean {
  return useSyncExternalStore(
    subscribe,
    () => {
      const theme = document.documentElement.dataset["theme"];
      return theme === undefined ? window.matchMedia(DEVICE).matches : theme === "dark";
    },
    () => false,
  );
}
