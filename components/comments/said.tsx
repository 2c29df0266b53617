"use client";

import { useMemo } from "react";
import { CleanHtml } from "#components/document/clean-html.tsx";
import { messageHtml } from "#components/document/parse-markdown.ts";
import "#components/document/document.css";

/** What somebody said, as Markdown without tags, pictures and diagrams of its own. */
export function Said({ body }: { readonly body: string }) {
  const html = useMemo(() => messageHtml(body), [body]);
  return (
    <div className="document">
      <CleanHtml html={html} />
    </div>
  );
}
