"use client";

import { useEffect, useState } from "react";

const NAMES = ["canvas", "bg-raised", "line", "line-strong", "edge", "text", "text-muted", "accent", "accent-soft", "error", "warning", "info"] as const;

/** The colours of the theme as a canvas element needs them: resolved. */
export interface Palette {
  readonly color: Readonly<Record<(typeof NAMES)[number], string>>;
  /** Fill of each boundary colour; index 1 to 12. */
  readonly tint: readonly string[];
  /** Line of each boundary colour; index 1 to 12. */
  readonly tintLine: readonly string[];
  readonly font: string;
}

/** Reads the colours through a probe, since a variable alone comes back as it is written (`light-dark(…)`). */
function read(host: HTMLElement): Palette {
  const probe = document.createElement("span");
  probe.style.display = "none";
  host.append(probe);
  const resolved = (name: string) => {
    probe.style.color = `var(--${name})`;
    return getComputedStyle(probe).color;
  };
  const color = Object.fromEntries(NAMES.map((name) => [name, resolved(name)])) as Palette["color"]; // Built from the very list of its keys.
  const numbered = (name: string) => Array.from({ length: 13 }, (_, at) => (at === 0 ? color["bg-raised"] : resolved(`${name}-${at}`)));
  const palette = { color, tint: numbered("tint"), tintLine: numbered("tint-line"), font: getComputedStyle(host).fontFamily };
  probe.remove();
  return palette;
}

/** The colours of the theme; read again when the theme changes. */
export function usePalette(): Palette | undefined {
  const [palette, setPalette] = useState<Palette>();
  useEffect(() => {
    const update = () => setPalette(read(document.body));
    update();
    const observer = new MutationObserver(update);
    observer.observe(document.documentElement, { attributes: true, attributeFilter: ["data-theme", "class", "style"] });
    const queries = ["(prefers-color-scheme: dark)", "(forced-colors: active)"].map((query) => window.matchMedia(query));
    for (const query of queries) query.addEventListener("change", update);
    void document.fonts.ready.then(update);
    return () => {
      observer.disconnect();
      for (const query of queries) query.removeEventListener("change", update);
    };
  }, []);
  return palette;
}
