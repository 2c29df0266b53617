"use client";

import { type FormEvent, useId, useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import { Field, Input, TextArea } from "#components/ui/field.tsx";
import { toast } from "#components/ui/toast.tsx";
import { waive } from "#lib/editor/commands/findings.ts";
import type { WAIVER_KINDS } from "#lib/model/decision.ts";
import { dateSchema } from "#lib/model/schema.ts";
import type { Finding } from "#lib/rules/rule.ts";
import { useDerived, useEditor } from "../use-editor.tsx";

const OWNER_KEY = "lintel-waiver-owner";

function inThreeMonths(): string {
  const date = new Date();
  date.setMonth(date.getMonth() + 3);
  return date.toISOString().slice(0, 10);
}

export type WaiverKind = (typeof WAIVER_KINDS)[number];

const WORDS: Record<WaiverKind, { readonly title: string; readonly submit: string; readonly reason: string; readonly expiry: string; readonly done: string }> = {
  acceptedRisk: {
    title: "Accept the risk",
    submit: "Accept until then",
    reason: "Say in a sentence why this is acceptable.",
    expiry: "Accepted up to this day; the finding opens again on the day after.",
    done: "Risk accepted",
  },
  notApplicable: {
    title: "Does not apply",
    submit: "Does not apply",
    reason: "Say in a sentence why the rule does not fit here.",
    expiry: "Leave it empty when it never applies; else the finding opens again on the day after.",
    done: "Marked as not applicable",
  },
};

/** Asks why a finding is not fixed: for an accepted risk the reason, the owner and the day on which it is looked at again. */
export function WaiveDialog({ found, kind, onClose }: { readonly found: Finding; readonly kind: WaiverKind; readonly onClose: () => void }) {
  const editor = useEditor();
  const derived = useDerived();
  const id = useId();
  const [reason, setReason] = useState("");
  const [owner, setOwner] = useState(() => localStorage.getItem(OWNER_KEY) ?? "");
  const [expires, setExpires] = useState(() => (kind === "acceptedRisk" ? inThreeMonths() : ""));
  // What stays wrong on purpose deserves a decision that others can read; the graver, the more.
  const [drafts, setDrafts] = useState(kind === "acceptedRisk" && found.severity === "error");
  const [tried, setTried] = useState(false);

  const words = WORDS[kind];
  const [today] = useState(() => new Date().toISOString().slice(0, 10));
  const errors = {
    reason: reason.trim().length >= 10 ? undefined : words.reason,
    owner: owner.trim() ? undefined : "Name who answers for it.",
    expires: (kind === "notApplicable" && expires === "") || (dateSchema.safeParse(expires).success && expires > today) ? undefined : "Choose a day in the future.",
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (errors.reason || errors.owner || errors.expires) return;
    localStorage.setItem(OWNER_KEY, owner.trim());
    waive(editor, found, { kind, reason: reason.trim(), owner: owner.trim(), expires: expires || undefined, decisionDate: drafts ? today : undefined });
    toast.show(drafts ? `${words.done}, decision drafted` : words.done, { action: { label: "Undo", run: () => void editor.undo() } });
    onClose();
  };

  return (
    <Dialog
      open
      onOpenChange={(open) => open || onClose()}
      title={words.title}
      description={derived.wording.message(found)}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button variant="primary" type="submit" form={`${id}-form`}>
            {words.submit}
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
        <Field id={`${id}-expires`} label="Looked at again on" layout="stack" error={tried ? errors.expires : undefined} hint={words.expiry}>
          <Input id={`${id}-expires`} type="date" value={expires} invalid={tried && errors.expires !== undefined} onChange={(event) => setExpires(event.currentTarget.value)} />
        </Field>
        <label className="flex items-center gap-2">
          <input type="checkbox" checked={drafts} onChange={(event) => setDrafts(event.currentTarget.checked)} className="size-4 accent-accent" />
          Draft a decision (ADR) about it
        </label>
      </form>
    </Dialog>
  );
}
