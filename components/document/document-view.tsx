"use client";

import DOMPurify from "dompurify";
import { memo, type Ref, useMemo } from "react";
import { MermaidDiagram } from "#components/mermaid/mermaid-diagram.tsx";
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
          <Html key={at} html={part.html} />
        ) : (
          <FrontMatter key={at} text={part.text} />
        ),
      )}
    </article>
  );
}

const Html = memo(function Html({ html }: { readonly html: string }) {
  const clean = useMemo(
    () => DOMPurify.sanitize(html, { USE_PROFILES: { html: true }, ADD_ATTR: ["target"], FORBID_TAGS: ["style", "form", "input", "img"], FORBID_ATTR: ["id", "name"] }),
    [html],
  );
  return <div dangerouslySetInnerHTML={{ __html: clean }} />;
});

const FrontMatter = ({ text }: { readonly text: string }) => (
  <pre aria-label="Front matter" className="text-muted">
    {text}
  </pre>
);
