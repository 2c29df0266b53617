/** Copies a text; the error says what to do where the browser does not let us. */
export async function copyText(text: string): Promise<void> {
  // Browsers hide the clipboard from pages that were not loaded over https or from this machine.
  if (!window.isSecureContext) throw new Error("Browsers copy only on pages served over https. Download the file instead.");
  await navigator.clipboard.writeText(text);
}
