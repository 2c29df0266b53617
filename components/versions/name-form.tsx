"use client";

import { type FormEvent, useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { Input } from "#components/ui/field.tsx";
import { LINE_LIMIT } from "#lib/model/schema.ts";

interface NameFormProps {
  readonly initial: string;
  /** Word on the button. */
  readonly action: string;
  readonly onName: (title: string) => Promise<void>;
  readonly onCancel: () => void;
}

/** Asks for the name of a version. */
export function NameForm({ initial, action, onName, onCancel }: NameFormProps) {
  const [title, setTitle] = useState(initial);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<string>();
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    if (title.trim() === "") return setError("Give it a name, such as “Before the cache”.");
    setBusy(true);
    try {
      await onName(title.trim());
    } catch (reason) {
      setError(reason instanceof Error ? reason.message : "Something went wrong.");
      setBusy(false);
    }
  };
  return (
    <form className="flex flex-col gap-1.5 border-b border-line px-3 py-2" onSubmit={(event) => void submit(event)}>
      <div className="flex gap-2">
        <Input
          autoFocus
          aria-label="Name of the version"
          placeholder="Before the cache"
          maxLength={LINE_LIMIT}
          value={title}
          invalid={error !== undefined}
          onChange={(event) => setTitle(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key !== "Escape") return;
            event.preventDefault();
            event.stopPropagation();
            onCancel();
          }}
          className="min-w-0 flex-1"
        />
        <Button type="submit" variant="primary" size="sm" disabled={busy}>
          {action}
        </Button>
        <Button size="sm" onClick={onCancel}>
          Cancel
        </Button>
      </div>
      {error ? (
        <p role="alert" className="text-sm text-error">
          {error}
        </p>
      ) : null}
    </form>
  );
}
