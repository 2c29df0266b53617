"use client";

import type { Ref } from "react";
import { MermaidDiagram } from "#components/mermaid/mermaid-diagram.tsx";
import { CleanHtml } from "./clean-html.tsx";
import "./document.css";
import type { ParsedDocument } from "./parse-markdown.ts";

/** A document to read. The Markdown reader makes no foreign HTML; what it makes is cleaned once more before it is shown. */
export function DocumentView({ document, ref }: { readonly document: ParsedDocument; readonly ref?: Ref<HTMLElement> }) {
  return (
    <article ref={ref} className="document">
      {document.parts.map((part, at) =>
        // Parts have no name; the place keeps a diagram's picture while its text changes.
        part.kind === "mermaid" ? (
          <MermaidDiagram key={at} text={part.text} />
        ) : part.kind === "html" ? (
          <CleanHtml key={at} html={part.html} />
        ) : (
          <FrontMatter key={at} text={part.text} />
        ),
      )}
    </article>
  );
}

const FrontMatter = ({ text }: { readonly text: string }) => (
  <pre aria-label="Front matter" className="text-muted">
    {text}
  </pre>
);
