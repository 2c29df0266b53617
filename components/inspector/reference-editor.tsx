"use client";
import { clsx } from "clsx";
import { Command } from "cmdk";
import { Check, ChevronsUpDown, Plus } from "lucide-react";
import { useId, useState } from "react";
import { controlClass } from "#components/ui/field.tsx";
import { Popover, PopoverContent, PopoverTrigger } from "#components/ui/popover.tsx";
import type { ReferenceOption } from "#lib/catalog/references.ts";
import { Chip } from "./chip.tsx";
import type { EditorProps } from "./editor-props.ts";
import { useForm } from "./form-context.ts";

interface OptionListProps {
  readonly options: readonly ReferenceOption[];
  readonly chosen: readonly string[];
  /** Offers to choose nothing. */
  readonly canClear: boolean;
  readonly onPick: (id: string | undefined) => void;
}

/** The elements to choose from, found by typing. */
function OptionList({ options, chosen, canClear, onPick }: OptionListProps) {
  return (
    <Command label="Elements" loop className="flex flex-col">
      <Command.Input placeholder="Search…" className="h-8 w-full border-b border-line bg-transparent px-3 text-base text-text outline-none placeholder:text-faint" />
      <Command.List className="max-h-64 overflow-auto p-1">
        <Command.Empty className="px-2 py-1.5 text-sm text-muted">{options.length === 0 ? "The design has nothing yet that fits here." : "Nothing of that name."}</Command.Empty>
        {canClear ? (
          <Command.Item value="not set" onSelect={() => onPick(undefined)} className={ITEM}>
            <span className="text-muted">Not set</span>
          </Command.Item>
        ) : null}
        {options.map((option) => (
          <Command.Item key={option.id} value={option.id} keywords={[option.name, option.detail]} onSelect={() => onPick(option.id)} className={ITEM}>
            <span className="min-w-0 flex-1 truncate">{option.name}</span>
            <span className="shrink-0 text-sm text-faint">{option.detail}</span>
            {chosen.includes(option.id) ? <Check aria-label="chosen" size={14} className="shrink-0" /> : null}
          </Command.Item>
        ))}
      </Command.List>
    </Command>
  );
}

const ITEM = "flex min-h-7 cursor-default items-center gap-2 rounded-[4px] px-2 text-base text-text data-[selected=true]:bg-hover";

/** One element of the design, found by typing. */
export function ReferenceEditor({ id, descriptor, place, value, onChange, label }: EditorProps<string>) {
  const form = useForm();
  const [open, setOpen] = useState(false);
  const list = useId();
  const options = form.referenceOptions(descriptor.path);
  const chosen = options.find((option) => option.id === value);
  return (
    <Popover open={open} onOpenChange={setOpen}>
      <PopoverTrigger asChild>
        <button
          type="button"
          id={id}
          role="combobox"
          aria-expanded={open}
          aria-controls={open ? list : undefined}
          disabled={form.readOnly}
          {...(label ? { "aria-label": label } : {})}
          onKeyDown={(event) => {
            if (event.key === "ArrowDown" || event.key === "ArrowUp") {
              event.preventDefault();
              setOpen(true);
            }
          }}
          className={clsx(controlClass(value !== undefined && !chosen), "flex h-7 items-center gap-1 px-2 text-left")}
        >
          <span className={clsx("min-w-0 flex-1 truncate", value === undefined && "text-faint", value !== undefined && !chosen && "text-error")}>
            {value === undefined ? (form.defaults[place]?.text ?? "Not set") : (chosen?.name ?? `${form.nameOf(descriptor.path, value)} (not found)`)}
          </span>
          <ChevronsUpDown aria-hidden size={13} className="shrink-0 text-faint" />
        </button>
      </PopoverTrigger>
      <PopoverContent id={list} flush className="w-(--radix-popover-trigger-width) min-w-60">
        <OptionList
          options={options}
          chosen={value === undefined ? [] : [value]}
          canClear={value !== undefined && !descriptor.required}
          onPick={(picked) => {
            onChange(picked);
            setOpen(false);
          }}
        />
      </PopoverContent>
    </Popover>
  );
}

/** Several elements of the design, found by typing; picking a chosen one again removes it. */
export function ReferencesEditor({ id, descriptor, value = [], onChange, label }: EditorProps<readonly string[]>) {
  const form = useForm();
  const [open, setOpen] = useState(false);
  const options = form.referenceOptions(descriptor.path);
  const toggle = (picked: string) => {
    const next = value.includes(picked) ? value.filter((one) => one !== picked) : [...value, picked];
    onChange(next.length > 0 ? next : undefined);
  };
  return (
    <div className={clsx(controlClass(), "flex min-h-7 flex-wrap items-center gap-1 p-0.5")}>
      {value.map((one) => {
        const option = options.find((candidate) => candidate.id === one);
        const name = option?.name ?? form.nameOf(descriptor.path, one);
        return (
          <Chip key={one} broken={!option} removeLabel={`Remove ${name}`} onRemove={form.readOnly ? undefined : () => toggle(one)}>
            {option ? name : `${name} (not found)`}
          </Chip>
        );
      })}
      <Popover open={open} onOpenChange={setOpen}>
        <PopoverTrigger asChild>
          <button
            type="button"
            id={id}
            disabled={form.readOnly}
            {...(label ? { "aria-label": label } : {})}
            className="flex h-[22px] min-w-[22px] flex-1 items-center gap-1 rounded-[4px] px-1 text-left text-faint hover:text-text focus-visible:outline-2 focus-visible:outline-focus"
          >
            <Plus aria-hidden size={13} />
            {value.length === 0 ? "Not set" : <span className="sr-only">Add to {descriptor.title.toLowerCase()}</span>}
          </button>
        </PopoverTrigger>
        <PopoverContent flush className="w-64">
          <OptionList options={options} chosen={value} canClear={false} onPick={(picked) => picked !== undefined && toggle(picked)} />
        </PopoverContent>
      </Popover>
    </div>
  );
}
