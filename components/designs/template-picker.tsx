"use client";

import { FilePlus2, LayoutTemplate } from "lucide-react";
import { useEffect, useState } from "react";
import type { Design } from "#lib/model/design.ts";
import type { Template } from "#examples/templates.ts";

/** Offers the templates; they are fetched only when somebody wants one. */
export function TemplatePicker({ onPick }: { readonly onPick: (design: Design) => void }) {
  const [templates, setTemplates] = useState<readonly Template[]>();
  useEffect(() => void import("#examples/templates.ts").then((module) => setTemplates(module.templates())), []);
  if (!templates) return <p className="pb-4 text-muted">Loading…</p>;
  return (
    <ul className="grid gap-2 pb-4 sm:grid-cols-2">
      {templates.map((template) => {
        const blank = template.design.components.length === 0;
        const Icon = blank ? FilePlus2 : LayoutTemplate;
        return (
          <li key={template.id}>
            <button
              type="button"
              onClick={() => onPick(template.design)}
              className="flex h-full w-full gap-3 rounded-[8px] border border-line bg-bg p-3 text-left outline-none hover:border-line-strong hover:bg-hover focus-visible:outline-2 focus-visible:outline-focus"
            >
              <Icon aria-hidden size={18} className="mt-0.5 shrink-0 text-accent" />
              <span>
                <span className="block font-medium">{template.title}</span>
                <span className="block text-muted">{template.description}</span>
                {blank ? null : <span className="tabular mt-1 block text-sm text-faint">{template.design.components.length} components, no findings</span>}
              </span>
            </button>
          </li>
        );
      })}
    </ul>
  );
}
