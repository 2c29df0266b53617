"use client";

import { FileX2 } from "lucide-react";
import Link from "next/link";
import { Button } from "#components/ui/button.tsx";
import type { Opened } from "./use-session.ts";

/** What stands on the screen until a design is open, or when it cannot be opened. */
export function Opening({ state }: { readonly state: Exclude<Opened, { kind: "open" }> }) {
  if (state.kind === "opening") {
    return (
      <div role="status" className="flex h-dvh flex-col bg-bg">
        <div className="h-11 border-b border-line" />
        <div className="flex flex-1 items-center justify-center bg-canvas text-muted">Opening the design…</div>
      </div>
    );
  }
  return (
    <div role="alert" className="flex h-dvh flex-col items-center justify-center gap-3 p-6 text-center">
      <FileX2 aria-hidden size={28} className="text-faint" />
      <h1 className="text-lg font-semibold">This design cannot be opened</h1>
      <p className="max-w-96 text-muted">{state.reason}</p>
      <div className="flex gap-2">
        <Button onClick={() => window.location.reload()}>Try again</Button>
        <Link
          href="/designs"
          className="inline-flex h-8 items-center rounded-md border border-line-strong bg-raised px-3 font-medium outline-none hover:bg-hover focus-visible:outline-2 focus-visible:outline-focus"
        >
          All designs
        </Link>
      </div>
    </div>
  );
}
