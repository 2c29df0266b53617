"use client";
import { Command } from "cmdk";
import { Plus } from "lucide-react";
import { useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { Popover, PopoverContent, PopoverTrigger } from "#components/ui/popover.tsx";
import type { PropertyDescriptor } from "#lib/model/describe.ts";

export interface AddPropertyProps {
  /** The properties that are not shown yet. */
  readonly descriptors: readonly PropertyDescriptor[];
  readonly onAdd: (key: string) => void;
}

/** A searchable menu of the properties that are not shown yet. */
export function AddProperty({ descriptors, onAdd }: AddPropertyProps) {
  const [open, setOpen] = useState(false);
  if (descriptors.length === 0) return null;
  return (
    <Popover open={open} onOpenChange={setOpen}>
      <PopoverTrigger asChild>
        <Button variant="ghost" size="sm" icon={<Plus aria-hidden size={14} />} className="self-start">
          Add property…
        </Button>
      </PopoverTrigger>
      <PopoverContent
        flush
        className="w-72"
        // The field that was added takes the focus, not the button.
        onCloseAutoFocus={(event) => event.preventDefault()}
      >
        <Command label="Properties" loop>
          <Command.Input placeholder="Search properties…" className="h-8 w-full border-b border-line bg-transparent px-3 text-base text-text outline-none placeholder:text-faint" />
          <Command.List className="max-h-72 overflow-auto p-1">
            <Command.Empty className="px-2 py-1.5 text-sm text-muted">No property of that name.</Command.Empty>
            {descriptors.map((descriptor) => (
              <Command.Item
                key={descriptor.key}
                value={descriptor.key}
                keywords={[descriptor.title, descriptor.description ?? ""]}
                onSelect={() => {
                  setOpen(false);
                  onAdd(descriptor.key);
                }}
                className="flex cursor-default flex-col rounded-[4px] px-2 py-1 data-[selected=true]:bg-hover"
              >
                <span className="text-base text-text">{descriptor.title}</span>
                {descriptor.description ? <span className="text-sm text-faint">{descriptor.description}</span> : null}
              </Command.Item>
            ))}
          </Command.List>
        </Command>
      </PopoverContent>
    </Popover>
  );
}
