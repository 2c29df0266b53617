/** A shortcut as the help shows it. */
export interface Shortcut {
  readonly keys: string;
  readonly does: string;
}

/** Shortcuts of the studio as a whole; the canvas has its own list. */
export const STUDIO_SHORTCUTS: readonly Shortcut[] = [
  { keys: "mod+k", does: "All commands" },
  { keys: "mod+j", does: "Show or hide the findings" },
  { keys: "mod+shift+s", does: "Show the sheets" },
  { keys: "mod+shift+h", does: "Show the versions" },
  { keys: "m", does: "Comment on what is selected" },
  { keys: "mod+z", does: "Undo" },
  { keys: "mod+shift+z", does: "Redo" },
  { keys: "mod+shift+e", does: "Export" },
  { keys: "mod+shift+l", does: "Tidy up the layout" },
  { keys: "?", does: "This help" },
];

/** Whether keys typed now belong to a field and not to the studio. */
export function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || target.closest("input, textarea, select, [role='textbox'], .cm-editor") !== null);
}
