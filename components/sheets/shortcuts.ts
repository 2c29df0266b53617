/** What can be done in a sheet without a mouse, for the help. Handled in `sheet-grid.tsx`. */
export const SHEET_SHORTCUTS: readonly { readonly keys: string; readonly does: string }[] = [
  { keys: "enter", does: "Edit the cell (also F2); typing replaces it" },
  { keys: "tab", does: "Next cell; after Escape, leave the sheet" },
  { keys: "shift+↑↓←→", does: "Select a range" },
  { keys: "mod+↑↓←→", does: "Go to the edge" },
  { keys: "space", does: "Yes, no, not set" },
  { keys: "delete", does: "Empty the cells" },
  { keys: "mod+enter", does: "New row" },
  { keys: "mod+backspace", does: "Remove the rows" },
  { keys: "mod+d", does: "Fill down" },
  { keys: "alt+enter", does: "New line in a long text" },
];
