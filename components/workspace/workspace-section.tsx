"use client";

import { useCallback, useState } from "react";
import { type Me, renameWorkspace } from "#components/accounts/api.ts";
import { FormError, TextField } from "#components/accounts/form-parts.tsx";
import { Section } from "#components/accounts/section.tsx";
import { typed, useForm } from "#components/accounts/use-form.ts";
import { Button } from "#components/ui/button.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import { toast } from "#components/ui/toast.tsx";
import { deleteWorkspace } from "./api.ts";

const TITLE = ["title"];

/** The workspace itself: its name, and for its owner the way to delete it. */
export function WorkspaceSection({ me, workspace }: { readonly me: Me; readonly workspace: NonNullable<Me["workspace"]> }) {
  const [isDeleting, setDeleting] = useState(false);
  const rename = useCallback(async (data: FormData) => {
    await renameWorkspace(typed(data, "title"));
    window.location.reload();
  }, []);
  const title = useForm(rename, TITLE);
  const remove = () =>
    deleteWorkspace().then(
      () => window.location.assign("/designs"),
      (reason: unknown) => {
        setDeleting(false);
        toast.error("The workspace was not deleted", { description: reason instanceof Error ? reason.message : "" });
      },
    );
  return (
    <>
      <Section title="Name of the workspace">
        <form method="post" onSubmit={title.submit} className="flex max-w-[400px] flex-col gap-3">
          <TextField name="title" label="Name" defaultValue={workspace.title} maxLength={200} form={title} />
          <FormError form={title} />
          <Button type="submit" disabled={title.isPending} className="self-start">
            Rename
          </Button>
        </form>
      </Section>
      {workspace.isOwner && me.workspaces.length > 1 ? (
        <Section title="Delete the workspace" lead="Only while it holds no design. Its teams, its invitations and what is in its trash go with it, for good.">
          <Button variant="danger" onClick={() => setDeleting(true)}>
            Delete {workspace.title}…
          </Button>
        </Section>
      ) : null}
      {isDeleting ? (
        <Dialog
          open
          onOpenChange={setDeleting}
          title={`Delete ${workspace.title}?`}
          description="This cannot be undone. Whoever works there goes on in another workspace of theirs, or is signed out."
          width="sm"
          footer={
            <>
              <Button onClick={() => setDeleting(false)}>Cancel</Button>
              <Button variant="danger" onClick={() => void remove()}>
                Delete {workspace.title}
              </Button>
            </>
          }
        />
      ) : null}
    </>
  );
}
