"use client";

import { clsx } from "clsx";
import { TriangleAlert } from "lucide-react";
import { useEffect, useState } from "react";
import { SvgPicture } from "#components/document/svg-picture.tsx";
import { useDark } from "#components/theme/use-dark.ts";
import { type CleanSvg, cleanSvg } from "./clean-svg.ts";
import { drawMermaid, type Drawing } from "./draw.ts";

type Failure = Extract<Drawing, { ok: false }>;

/** A Mermaid text as a picture; the last picture stays while the next is drawn, and the text is shown when it cannot be. */
export function MermaidDiagram({ text }: { readonly text: string }) {
  const dark = useDark();
  const [picture, setPicture] = useState<CleanSvg>();
  const [failure, setFailure] = useState<Failure>();
  const [actualSize, setActualSize] = useState(false);

  useEffect(() => {
    const leaving = new AbortController();
    const show = (drawing: Drawing | undefined) => {
      if (!drawing || leaving.signal.aborted) return;
      const clean = drawing.ok ? cleanSvg(drawing.svg) : undefined;
      if (clean) setPicture(clean);
      setFailure(drawing.ok ? (clean ? undefined : { ok: false, message: "Mermaid gave no picture." }) : drawing);
    };
    void drawMermaid(text, dark, leaving.signal).then(show);
    return () => leaving.abort();
  }, [text, dark]);

  if (failure) return <Undrawn text={text} failure={failure} />;
  if (!picture) {
    return (
      <p role="status" className="my-3 rounded-md border border-line bg-sunken px-3 py-8 text-center text-base text-muted">
        Drawing…
      </p>
    );
  }
  return (
    <figure className="my-3">
      <button
        type="button"
        aria-pressed={actualSize}
        aria-label="Diagram in its actual size"
        onClick={() => setActualSize((now) => !now)}
        className={clsx(
          "block w-full overflow-auto rounded-md border border-line bg-raised p-2 outline-none focus-visible:outline-2 focus-visible:outline-focus",
          actualSize ? "max-h-[70vh] cursor-zoom-out!" : "cursor-zoom-in!",
        )}
      >
        <SvgPicture svg={picture.svg} alt={`Diagram: ${text.trim().split("\n")[0] ?? ""}`} className={clsx("mx-auto block h-auto", actualSize ? "max-w-none" : "max-w-full")} />
      </button>
      {picture.lostLabels ? <figcaption className="mt-1 text-sm text-muted">Labels written in HTML are left out of the picture.</figcaption> : null}
    </figure>
  );
}

function Undrawn({ text, failure: { message, line, detail } }: { readonly text: string; readonly failure: Failure }) {
  return (
    <div className="my-3 overflow-hidden rounded-md border border-line">
      <div role="status" className="border-b border-line bg-warning-soft px-3 py-2">
        <p className="flex gap-2 text-base">
          <TriangleAlert aria-hidden size={15} className="mt-0.5 shrink-0 text-warning" />
          {message}
        </p>
        {detail ? <pre className="mt-2 overflow-auto text-sm text-muted">{detail}</pre> : null}
      </div>
      <ol className="overflow-auto bg-sunken py-2 font-mono text-sm">
        {text.split("\n").map((content, at) => (
          // Lines have no other name than their number.
          <li key={at} className={clsx("flex gap-3 px-3 whitespace-pre", at + 1 === line && "bg-error-soft")}>
            <span aria-hidden className="tabular w-6 shrink-0 text-right text-faint select-none">
              {at + 1}
            </span>
            {content}
          </li>
        ))}
      </ol>
    </div>
  );
}
