"use client";
import { clsx } from "clsx";
import { ChevronRight, Plus, X } from "lucide-react";
import { IconButton } from "#components/ui/button.tsx";
import { HelpMark } from "#components/ui/help-mark.tsx";
import { summaryOf } from "#lib/model/summary.ts";
import { AssumedMark } from "./assumed-mark.tsx";
import type { EditorProps } from "./editor-props.ts";
import { FindingMark } from "./finding-mark.tsx";
import { useForm } from "./form-context.ts";
import { essentialsOf, patchedRecord, type PropertyRecord } from "./property-record.ts";
import { useOpen } from "./use-open.ts";

/** A group of properties (retry, breaker, instances …): folds away into a summary, is created by its first value and removed as a whole. */
export function ObjectEditor({ id, descriptor, place, value, onChange }: EditorProps<PropertyRecord>) {
  const form = useForm();
  const [open, setOpen] = useOpen(place);
  const fields = descriptor.fields ?? [];
  const summary = summaryOf(descriptor, value, (one) => form.nameOf(descriptor.path, one));
  const inherited = value === undefined ? form.defaults[place] : undefined;
  const change = (patch: PropertyRecord) => {
    const next = patchedRecord(value ?? {}, patch);
    onChange(Object.keys(next).length > 0 ? next : undefined);
  };
  return (
    <section className="min-w-0 rounded-md border border-line bg-raised">
      <header className="group/field flex min-h-8 items-center gap-1 pr-0.5">
        <button
          type="button"
          id={id}
          aria-expanded={open}
          aria-controls={`${id}-fields`}
          onClick={() => setOpen(!open)}
          className="flex min-h-8 min-w-0 flex-1 items-center gap-1 rounded-md px-1.5 text-left text-base text-muted hover:text-text focus-visible:outline-2 focus-visible:-outline-offset-2 focus-visible:outline-focus"
        >
          <ChevronRight aria-hidden size={14} className={clsx("shrink-0 transition-transform duration-120 motion-reduce:transition-none", open && "rotate-90")} />
          <FindingMark place={place} />
          <span className="shrink-0">{descriptor.title}</span>
          <span className={clsx("tabular ml-auto min-w-0 truncate pl-2", value === undefined ? "text-faint" : "text-text")}>
            {summary ?? (inherited ? `${inherited.text}, from ${inherited.from}` : "Not set")}
          </span>
        </button>
        {descriptor.description ? <HelpMark help={descriptor.description} /> : null}
        {form.assumed.has(place) ? <AssumedMark place={place} title={descriptor.title} /> : null}
        {form.readOnly ? null : value === undefined ? (
          <IconButton
            label={`Add ${descriptor.title.toLowerCase()}`}
            size="sm"
            tooltipSide="left"
            onClick={() => {
              setOpen(true);
              onChange({});
            }}
          >
            <Plus aria-hidden size={14} />
          </IconButton>
        ) : (
          <IconButton
            label={`Remove ${descriptor.title.toLowerCase()}`}
            size="sm"
            tooltipSide="left"
            onClick={() => {
              setOpen(false);
              onChange(undefined);
            }}
          >
            <X aria-hidden size={14} />
          </IconButton>
        )}
      </header>
      {open ? (
        <div id={`${id}-fields`} data-editor className="border-t border-line p-2">
          {form.renderFields({ descriptors: fields, place, value: value ?? {}, onChange: change, essentials: essentialsOf(fields) })}
        </div>
      ) : null}
    </section>
  );
}
