const FOCUSABLE = ["input", "select", "textarea", 'button:not([aria-expanded]):not([tabindex="-1"])', '[role="combobox"]']
  .map((selector) => `${selector}:not([disabled])`)
  .join(", ");

/**
 * Scrolls to the editor of the property at a place and focuses it; of a place that is not shown by itself, the nearest one around.
 * Gives back whether there was one.
 */
export function focusEditor(root: HTMLElement, place: string): boolean {
  for (let at = place; at !== ""; at = at.includes(".") ? at.slice(0, at.lastIndexOf(".")) : "") {
    const field = root.querySelector<HTMLElement>(`[data-place="${CSS.escape(at)}"]`);
    if (!field) continue;
    field.scrollIntoView({ block: "center", behavior: matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth" });
    const editor = field.querySelector<HTMLElement>("[data-editor]") ?? field;
    const target = editor.matches(FOCUSABLE) ? editor : (editor.querySelector<HTMLElement>(FOCUSABLE) ?? field.querySelector<HTMLElement>("button"));
    // The page scrolls by itself above; focusing must not make it jump.
    target?.focus({ preventScroll: true });
    if (target instanceof HTMLInputElement && target.type === "text") target.select();
    return true;
  }
  return false;
}
