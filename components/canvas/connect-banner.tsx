"use client";

import { Cable, Plus, X } from "lucide-react";
import { useDerived, useEditor, useUi } from "#components/studio/use-editor.tsx";
import { Button } from "#components/ui/button.tsx";
import { cancelConnecting, finishConnecting } from "#lib/editor/commands/connecting.ts";
import type { Id } from "#lib/model/schema.ts";
import { BannerKeys } from "./banner-keys.tsx";

interface ConnectBannerProps {
  /** Where the connection would lead now. */
  readonly target: Id | undefined;
  /** Offers kinds for a new component at the other end. */
  onAdd(): void;
  /** Gives the keys back to the canvas. */
  onDone(): void;
}

/** What to do while a connection is drawn with the keyboard, and where it would lead. */
export function ConnectBanner({ target, onAdd, onDone }: ConnectBannerProps) {
  const editor = useEditor();
  const { index } = useDerived();
  const connecting = useUi((state) => state.connecting);
  if (!connecting) return null;
  const reached = target === undefined ? undefined : index.component(target);
  return (
    <div className="@container pointer-events-none absolute inset-x-3 top-3 z-10 flex justify-center">
      <section
        data-canvas-ui
        aria-label="Connecting"
        className="pointer-events-auto flex max-w-[760px] flex-wrap items-center gap-x-3 gap-y-1.5 rounded-[8px] border border-line-strong bg-raised px-3 py-2 shadow-float"
      >
        <p className="min-w-0 flex-1 basis-64">
          Connect <span className="font-medium">{index.component(connecting.from)?.name}</span> to{" "}
          {reached ? (
            <span className="font-medium">{reached.name}</span>
          ) : (
            <span className="text-muted">{connecting.typed === "" ? "… arrow keys or a name" : `“${connecting.typed}”: no component is called so`}</span>
          )}
        </p>
        <span className="-ml-2 flex shrink-0 items-center gap-1">
          <Button size="sm" variant="ghost" icon={<Plus aria-hidden size={13} />} onClick={onAdd}>
            A new one <BannerKeys keys="+" />
          </Button>
          <Button size="sm" variant="primary" icon={<Cable aria-hidden size={13} />} disabled={!reached} onClick={() => (finishConnecting(editor), onDone())}>
            Connect <BannerKeys keys="enter" />
          </Button>
          <Button size="sm" variant="ghost" icon={<X aria-hidden size={13} />} onClick={() => (cancelConnecting(editor), onDone())}>
            Cancel <BannerKeys keys="escape" />
          </Button>
        </span>
      </section>
    </div>
  );
}
