"use client";

import { useId } from "react";
import { Button } from "#components/ui/button.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import { Field, Input } from "#components/ui/field.tsx";
import { toast } from "#components/ui/toast.tsx";

interface LinkProps {
  readonly title: string;
  readonly label: string;
  readonly link: string;
  readonly note: string;
  readonly onClose: () => void;
}

/** A link with a secret that is shown once. */
export function LinkOnce({ title, label, link, note, onClose }: LinkProps) {
  const id = useId();
  const copy = () =>
    void navigator.clipboard.writeText(link).then(
      () => toast.show("Copied"),
      () => toast.error("The browser does not let us copy. Select the link and copy it yourself."),
    );
  return (
    <Dialog
      open
      onOpenChange={(open) => open || onClose()}
      title={title}
      description={note}
      footer={
        <Button variant="primary" onClick={copy}>
          Copy
        </Button>
      }
    >
      <Field id={id} label={label} layout="stack">
        <Input id={id} readOnly value={link} onFocus={(event) => event.currentTarget.select()} />
      </Field>
    </Dialog>
  );
}
