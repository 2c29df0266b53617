"use client";

import { type FormEvent, type KeyboardEvent, useEffect, useId, useRef, useState } from "react";
import { useMe } from "#components/accounts/use-me.ts";
import { usePeople, usePresence } from "#components/studio/use-presence.tsx";
import { Button } from "#components/ui/button.tsx";
import { Input, TextArea } from "#components/ui/field.tsx";

const LONGEST = 4_000;

interface ComposerProps {
  readonly label: string;
  readonly action: string;
  readonly initial?: string;
  /** Takes the keys when it appears. */
  readonly isEager?: boolean;
  /** Says it; keeps what was typed when that fails. */
  readonly onSend: (body: string) => Promise<void>;
  readonly onCancel?: () => void;
}

/** A few lines to say something; Ctrl+Enter sends, Escape gives up. */
export function Composer({ label, action, initial = "", isEager = false, onSend, onCancel }: ComposerProps) {
  const id = useId();
  const [body, setBody] = useState(initial);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<string>();
  const field = useRef<HTMLTextAreaElement>(null);
  useEffect(() => {
    if (isEager) field.current?.focus();
  }, [isEager]);

  const send = async () => {
    if (body.trim() === "" || busy) return;
    setBusy(true);
    setError(undefined);
    try {
      await onSend(body.trim());
      setBody("");
    } catch (reason) {
      setError(reason instanceof Error ? reason.message : "It could not be sent.");
    } finally {
      setBusy(false);
    }
  };
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    void send();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) void send();
    else if (event.key === "Escape" && onCancel) onCancel();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <form onSubmit={onSubmit} className="flex flex-col gap-2">
      <TextArea
        ref={field}
        id={id}
        aria-label={label}
        placeholder={label}
        value={body}
        maxLength={LONGEST}
        invalid={error !== undefined}
        onChange={(event) => setBody(event.currentTarget.value)}
        onKeyDown={onKeyDown}
      />
      {error ? (
        <p role="alert" className="text-sm text-error">
          {error}
        </p>
      ) : null}
      <div className="flex flex-wrap items-center justify-end gap-2">
        <OwnName />
        {onCancel ? (
          <Button size="sm" onClick={onCancel}>
            Cancel
          </Button>
        ) : null}
        <Button size="sm" variant="primary" type="submit" disabled={busy || body.trim() === ""}>
          {action}
        </Button>
      </div>
    </form>
  );
}

/** Whoever has no account says what they want to be called. */
function OwnName() {
  const me = useMe();
  const presence = usePresence();
  const name = usePeople((state) => state.name);
  const [text, setText] = useState(name ?? "");
  if (me === undefined || me.person !== null) return null;
  return (
    <Input
      aria-label="Your name, as the others see it"
      placeholder="Your name"
      value={text}
      maxLength={60}
      onChange={(event) => setText(event.currentTarget.value)}
      onBlur={() => presence.rename(text)}
      className="mr-auto w-40!"
    />
  );
}
