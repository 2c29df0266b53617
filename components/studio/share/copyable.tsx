"use client";

import { Check, Copy } from "lucide-react";
import { useEffect, useId, useState } from "react";
import { copyText } from "#components/exports/copy-text.ts";
import { Button } from "#components/ui/button.tsx";
import { Input } from "#components/ui/field.tsx";
import { toast } from "#components/ui/toast.tsx";

/** How long the button says that it copied. */
const SAID_MS = 2_500;

/** A link to copy, with one click or by hand. */
export function Copyable({ label, value }: { readonly label: string; readonly value: string }) {
  const id = useId();
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return undefined;
    const timer = setTimeout(() => setCopied(false), SAID_MS);
    return () => clearTimeout(timer);
  }, [copied]);
  return (
    <div className="flex gap-2">
      <label htmlFor={id} className="sr-only">
        {label}
      </label>
      <Input id={id} readOnly value={value} onFocus={(event) => event.currentTarget.select()} className="h-8! font-mono" />
      <Button icon={copied ? <Check aria-hidden size={14} /> : <Copy aria-hidden size={14} />} onClick={() => void copyLink(value).then(setCopied)}>
        {copied ? "Copied" : "Copy"}
      </Button>
    </div>
  );
}

/** Copies a link and says whether it worked. */
export async function copyLink(text: string): Promise<boolean> {
  try {
    await copyText(text);
    toast.show("Link copied");
    return true;
  } catch {
    // Not allowed to write the clipboard: the field with the link is on the screen to copy by hand.
    return false;
  }
}
