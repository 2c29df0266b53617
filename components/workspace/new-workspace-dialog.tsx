"use client";

import { useCallback, useId } from "react";
import { FormError, TextField } from "#components/accounts/form-parts.tsx";
import { typed, useForm } from "#components/accounts/use-form.ts";
import { Button } from "#components/ui/button.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import { createWorkspace, enterWorkspace } from "./api.ts";

const FIELDS = ["title"];

/** Makes a workspace and goes over to it. */
export function NewWorkspaceDialog({ onClose }: { readonly onClose: () => void }) {
  const id = useId();
  const make = useCallback(async (data: FormData) => {
    const { id: made } = await createWorkspace(typed(data, "title"));
    await enterWorkspace(made);
    window.location.assign("/workspace");
  }, []);
  const form = useForm(make, FIELDS);
  return (
    <Dialog
      open
      onOpenChange={(open) => open || onClose()}
      title="New workspace"
      description="It has designs, people and rules of its own; nobody of this one sees it unless you invite them."
      width="sm"
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button variant="primary" type="submit" form={id} disabled={form.isPending}>
            Make the workspace
          </Button>
        </>
      }
    >
      <form id={id} method="post" onSubmit={form.submit} className="flex flex-col gap-3">
        <TextField name="title" label="Name" maxLength={200} autoFocus form={form} />
        <FormError form={form} />
      </form>
    </Dialog>
  );
}
