"use client";

import DOMPurify from "dompurify";
import { memo, useMemo } from "react";

/** Shows HTML that a Markdown reader made, cleaned once more: no styles, forms, pictures or names of its own. */
export const CleanHtml = memo(function CleanHtml({ html, className }: { readonly html: string; readonly className?: string }) {
  const clean = useMemo(
    () => DOMPurify.sanitize(html, { USE_PROFILES: { html: true }, ADD_ATTR: ["target"], FORBID_TAGS: ["style", "form", "input", "img"], FORBID_ATTR: ["id", "name"] }),
    [html],
  );
  return <div className={className} dangerouslySetInnerHTML={{ __html: clean }} />;
});
