"use client";

import { type FormEvent, useId, useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import { Field, Input, TextArea } from "#components/ui/field.tsx";
import { toast } from "#components/ui/toast.tsx";
import { waive } from "#lib/editor/commands/findings.ts";
import { dateSchema } from "#lib/model/schema.ts";
import type { Finding } from "#lib/rules/rule.ts";
import { useDerived, useEditor } from "../use-editor.tsx";

const OWNER_KEY = "lintel-waiver-owner";

function inThreeMonths(): string {
  const date = new Date();
  date.setMonth(date.getMonth() + 3);
  return date.toISOString().slice(0, 10);
}

/** Asks for the reason, the owner and the day on which an accepted risk is looked at again. */
export function WaiveDialog({ found, onClose }: { readonly found: Finding; readonly onClose: () => void }) {
  const editor = useEditor();
  const derived = useDerived();
  const id = useId();
  const [reason, setReason] = useState("");
  const [owner, setOwner] = useState(() => localStorage.getItem(OWNER_KEY) ?? "");
  const [expires, setExpires] = useState(inThreeMonths);
  const [tried, setTried] = useState(false);

  const [today] = useState(() => new Date().toISOString().slice(0, 10));
  const errors = {
    reason: reason.trim().length >= 10 ? undefined : "Say in a sentence why this is acceptable.",
    owner: owner.trim() ? undefined : "Name who answers for it.",
    expires: dateSchema.safeParse(expires).success && expires > today ? undefined : "Choose a day in the future.",
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (errors.reason || errors.owner || errors.expires) return;
    localStorage.setItem(OWNER_KEY, owner.trim());
    waive(editor, found, { reason: reason.trim(), owner: owner.trim(), expires });
    toast.show("Risk accepted", { action: { label: "Undo", run: () => void editor.undo() } });
    onClose();
  };

  return (
    <Dialog
      open
      onOpenChange={(open) => open || onClose()}
      title="Accept the risk"
      description={derived.wording.message(found)}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button variant="primary" type="submit" form={`${id}-form`}>
            Accept until then
          </Button>
        </>
      }
    >
      <form id={`${id}-form`} onSubmit={submit} className="flex flex-col gap-3">
        <Field id={`${id}-reason`} label="Reason" layout="stack" error={tried ? errors.reason : undefined}>
          <TextArea
            id={`${id}-reason`}
            autoFocus
            rows={3}
            value={reason}
            invalid={tried && errors.reason !== undefined}
            onChange={(event) => setReason(event.currentTarget.value)}
          />
        </Field>
        <Field id={`${id}-owner`} label="Owner" layout="stack" error={tried ? errors.owner : undefined}>
          <Input id={`${id}-owner`} value={owner} invalid={tried && errors.owner !== undefined} onChange={(event) => setOwner(event.currentTarget.value)} />
        </Field>
        <Field id={`${id}-expires`} label="Looked at again on" layout="stack" error={tried ? errors.expires : undefined} hint="Accepted up to this day; the finding opens again on the day after.">
          <Input id={`${id}-expires`} type="date" value={expires} invalid={tried && errors.expires !== undefined} onChange={(event) => setExpires(event.currentTarget.value)} />
        </Field>
      </form>
    </Dialog>
  );
}
