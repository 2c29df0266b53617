"use client";

import { useCallback, useId, useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import { Field } from "#components/ui/field.tsx";
import { Select } from "#components/ui/select.tsx";
import { createInvitation } from "#components/accounts/api.ts";
import { FormError, TextField } from "#components/accounts/form-parts.tsx";
import { LinkOnce } from "#components/accounts/link-once.tsx";
import { asRole, ROLE_OPTIONS } from "#components/accounts/role-names.ts";
import { typed, useForm } from "#components/accounts/use-form.ts";

const FIELDS = ["email"];

/** Makes an invitation and shows its link once. */
export function InviteDialog({ onClose, onInvited }: { readonly onClose: () => void; readonly onInvited: () => Promise<void> }) {
  const id = useId();
  const [role, setRole] = useState("BE");
  const [link, setLink] = useState<string>();
  const send = useCallback(
    async (data: FormData) => {
      const email = typed(data, "email").trim();
      const { secret } = await createInvitation({ roles: [asRole(role)], isAdmin: data.get("isAdmin") === "on", email: email === "" ? null : email });
      setLink(`${window.location.origin}/invitation#${secret}`);
      await onInvited();
    },
    [role, onInvited],
  );
  const form = useForm(send, FIELDS);
  if (link)
    return (
      <LinkOnce
        title="The invitation"
        label="Link of the invitation"
        link={link}
        note="Hand it over yourself. It works once, within a week, and is not shown again."
        onClose={onClose}
      />
    );
  return (
    <Dialog
      open
      onOpenChange={(open) => open || onClose()}
      title="Invite somebody"
      description="You get a link to hand over."
      width="sm"
      footer={
        <Button variant="primary" type="submit" form={`${id}-form`} disabled={form.isPending}>
          Make the link
        </Button>
      }
    >
      <form id={`${id}-form`} method="post" onSubmit={form.submit} className="flex flex-col gap-4">
        <Field id={`${id}-role`} label="Role" layout="stack">
          <Select id={`${id}-role`} options={ROLE_OPTIONS} value={role} onValueChange={setRole} />
        </Field>
        <TextField name="email" label="E-mail" type="email" required={false} form={form} hint="Optional: only this address can accept then." />
        <label className="flex items-center gap-2">
          <input type="checkbox" name="isAdmin" />
          Administrator
        </label>
        <FormError form={form} />
      </form>
    </Dialog>
  );
}
