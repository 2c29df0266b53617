"use client";
import { useRef } from "react";

const focused = (): HTMLElement | undefined => (typeof document !== "undefined" && document.activeElement instanceof HTMLElement ? document.activeElement : undefined);

/** Remembers what had the focus when a dialog opened; what is returned goes to its `onCloseAutoFocus` and gives the focus back, unless closing it gave the focus to something new. */
export function useFocusBack(open: boolean): (event: Event) => void {
  const wasOpen = useRef(false);
  const before = useRef<HTMLElement>(undefined);
  if (open && !wasOpen.current) before.current = focused();
  wasOpen.current = open;
  return (event) => {
    event.preventDefault();
    if (focused() === document.body && before.current?.isConnected) before.current.focus({ preventScroll: true });
  };
}
