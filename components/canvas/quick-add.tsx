"use client";

import { clsx } from "clsx";
import { Command } from "cmdk";
import { useEffect, useRef, useState } from "react";
import { KindIcon } from "#components/icon/kind-icon.tsx";
import { floatingClass } from "#components/ui/popover.tsx";
import { GROUPS } from "#lib/catalog/groups.ts";
import type { KindEntry } from "#lib/catalog/kind.ts";
import { kindOf } from "#lib/catalog/kinds.ts";
import { COMPONENT_KINDS, type ComponentKind } from "#lib/model/component.ts";
import type { Point } from "./scene.ts";

interface QuickAddProps {
  /** Place within the canvas element. */
  readonly at: Point;
  /** Name of the component that what is chosen gets connected to. */
  readonly from: string | undefined;
  readonly room: { readonly width: number; readonly height: number };
  onChoose(kind: ComponentKind): void;
  onClose(): void;
}

const ENTRIES = COMPONENT_KINDS.map(kindOf);
const SIZE = { width: 256, height: 320 } as const;
const ITEM = "flex h-8 cursor-default items-center gap-2 rounded-[4px] px-2 text-base data-[selected=true]:bg-hover";
const HEADING = "**:[[cmdk-group-heading]]:px-2 **:[[cmdk-group-heading]]:py-1 **:[[cmdk-group-heading]]:text-sm **:[[cmdk-group-heading]]:text-faint";

/** A title that begins with what was typed comes first, then one that holds it, then other words for the kind. */
function matching(typed: string): readonly KindEntry[] {
  const wanted = typed.trim().toLowerCase();
  const tests: readonly ((entry: KindEntry) => boolean)[] = [
    ({ title }) => title.toLowerCase().startsWith(wanted),
    ({ title }) => title.toLowerCase().includes(wanted),
    ({ keywords }) => keywords.some((word) => word.startsWith(wanted)),
    ({ keywords }) => keywords.some((word) => word.includes(wanted)),
  ];
  return [...new Set(tests.flatMap((test) => ENTRIES.filter(test)))];
}

/** A small menu of kinds at a place on the canvas: type, choose, done. */
export function QuickAdd({ at, from, room, onChoose, onClose }: QuickAddProps) {
  const panel = useRef<HTMLDivElement>(null);
  const [typed, setTyped] = useState("");
  useEffect(() => {
    const outside = (event: PointerEvent) => {
      if (event.target instanceof Node && !panel.current?.contains(event.target)) onClose();
    };
    document.addEventListener("pointerdown", outside);
    return () => document.removeEventListener("pointerdown", outside);
  }, [onClose]);
  const item = (entry: KindEntry) => (
    <Command.Item key={entry.kind} value={entry.kind} className={ITEM} onSelect={() => onChoose(entry.kind)}>
      <KindIcon kind={entry.kind} size={16} className="text-muted" />
      {entry.title}
    </Command.Item>
  );
  const place = { left: Math.max(8, Math.min(at.x, room.width - SIZE.width - 8)), top: Math.max(8, Math.min(at.y, room.height - SIZE.height - 8)) };
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- Keys of the field inside, which must not reach the canvas.
    <div
      ref={panel}
      role="dialog"
      aria-label="Add a component"
      data-canvas-ui
      className={clsx(floatingClass, "absolute overflow-hidden")}
      style={{ ...place, width: SIZE.width, zIndex: 30 }}
      onKeyDown={(event) => {
        event.stopPropagation();
        if (event.key === "Escape") onClose();
      }}
    >
      <Command label={from ? `Add a component and connect ${from} to it` : "Add a component"} shouldFilter={false} loop>
        <Command.Input
          autoFocus
          value={typed}
          onValueChange={setTyped}
          placeholder={from ? `Connect ${from} to a new…` : "Add a component"}
          className="h-9 w-full border-line border-b bg-transparent px-3 outline-none placeholder:text-faint"
        />
        <Command.List className="max-h-70 overflow-y-auto p-1">
          <Command.Empty className="px-3 py-4 text-center text-muted">No kind of this name.</Command.Empty>
          {typed.trim() === ""
            ? GROUPS.map((group) => (
                <Command.Group key={group.id} heading={group.title} className={HEADING}>
                  {ENTRIES.filter((entry) => entry.group === group.id).map(item)}
                </Command.Group>
              ))
            : matching(typed).map(item)}
        </Command.List>
      </Command>
    </div>
  );
}
