"use client";
import { useSyncExternalStore } from "react";

const never = () => () => {};
const isApple = () => /Mac|iPhone|iPad/u.test(navigator.platform);

const NAMES: Record<string, readonly [apple: string, other: string]> = {
  mod: ["⌘", "Ctrl"],
  shift: ["⇧", "Shift"],
  alt: ["⌥", "Alt"],
  ctrl: ["⌃", "Ctrl"],
  enter: ["↵", "Enter"],
  escape: ["Esc", "Esc"],
  backspace: ["⌫", "Backspace"],
  delete: ["⌦", "Del"],
  up: ["↑", "↑"],
  down: ["↓", "↓"],
  left: ["←", "←"],
  right: ["→", "→"],
};

/** Keys of a shortcut as this machine writes them: `mod+shift+z` is ⇧⌘Z on a Mac and Ctrl Shift Z elsewhere. */
export function Kbd({ keys }: { readonly keys: string }) {
  const apple = useSyncExternalStore(never, isApple, () => false);
  return (
    <kbd className="inline-flex items-center gap-0.5 font-sans text-xs leading-none text-muted">
      {(keys === "+" ? [keys] : keys.split("+")).map((key) => (
        <span key={key} className="min-w-4 rounded-[4px] border border-line bg-sunken px-1 py-0.5 text-center">
          {NAMES[key.toLowerCase()]?.[apple ? 0 : 1] ?? key.toUpperCase()}
        </span>
      ))}
    </kbd>
  );
}
