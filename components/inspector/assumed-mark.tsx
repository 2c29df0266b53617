"use client";
import { Tooltip } from "#components/ui/tooltip.tsx";
import { useForm } from "./form-context.ts";

/** Says that an importer guessed the value, and confirms it when pressed. */
export function AssumedMark({ place, title }: { readonly place: string; readonly title: string }) {
  const form = useForm();
  return (
    <Tooltip content="Guessed by the import. Press to confirm it, or change it.">
      <button
        type="button"
        aria-label={`Confirm the guessed ${title.toLowerCase()}`}
        disabled={form.readOnly}
        onClick={() => form.onConfirm(place)}
        className="rounded-[4px] border border-dashed border-undecided px-1 text-xs text-muted hover:bg-hover hover:text-text focus-visible:outline-2 focus-visible:outline-focus"
      >
        guess
      </button>
    </Tooltip>
  );
}
