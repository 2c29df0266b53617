/** Cookie that remembers the theme, so that the first byte of a page already has it. */
export const THEME_COOKIE = "lintel-theme";

/** Themes a person can choose; `system` follows the device. */
export const THEMES = ["system", "light", "dark"] as const;
/** Theme a person can choose. */
export type Theme = (typeof THEMES)[number];

/** Whether a text names a theme. */
export const isTheme = (text: string | undefined): text is Theme => THEMES.some((theme) => theme === text);

/** The theme chosen in this browser. */
export function currentTheme(): Theme {
  const theme = document.documentElement.dataset["theme"];
  return isTheme(theme) ? theme : "system";
}

/** Chooses a theme, at once and for later visits. */
export function chooseTheme(theme: Theme): void {
  if (theme === "system") delete document.documentElement.dataset["theme"];
  else document.documentElement.dataset["theme"] = theme;
  document.cookie = `${THEME_COOKIE}=${theme}; path=/; max-age=31536000; samesite=lax`;
}
