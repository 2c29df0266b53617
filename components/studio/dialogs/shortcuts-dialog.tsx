"use client";

import { CANVAS_SHORTCUTS } from "#components/canvas/shortcuts.ts";
import { SHEET_SHORTCUTS } from "#components/sheets/shortcuts.ts";
import { Dialog } from "#components/ui/dialog.tsx";
import { Kbd } from "#components/ui/kbd.tsx";
import { type Shortcut, STUDIO_SHORTCUTS } from "../shortcuts.ts";

/** Every shortcut, by place. */
export function ShortcutsDialog({ onClose }: { readonly onClose: () => void }) {
  return (
    <Dialog open onOpenChange={(open) => open || onClose()} title="Shortcuts" width="lg">
      {/* The list scrolls, so it must be reachable by keyboard. */}
      <div
        tabIndex={0}
        role="group"
        aria-label="All shortcuts"
        className="grid gap-x-8 gap-y-4 pb-4 outline-none focus-visible:outline-2 focus-visible:outline-focus sm:grid-cols-2"
      >
        <div className="flex flex-col gap-4">
          <List title="Everywhere" shortcuts={STUDIO_SHORTCUTS} />
          <List title="In a sheet" shortcuts={SHEET_SHORTCUTS} />
        </div>
        <List title="On the canvas" shortcuts={CANVAS_SHORTCUTS} />
      </div>
    </Dialog>
  );
}

function List({ title, shortcuts }: { readonly title: string; readonly shortcuts: readonly Shortcut[] }) {
  return (
    <section>
      <h3 className="mb-1 text-sm font-medium text-muted">{title}</h3>
      <dl>
        {shortcuts.map(({ keys, does }) => (
          <div key={keys} className="flex items-center justify-between gap-4 border-b border-line py-1">
            <dt>{does}</dt>
            <dd className="shrink-0">
              <Kbd keys={keys} />
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
