"use client";

import { useCallback, useId } from "react";
import type { MemberSummary } from "#components/accounts/api.ts";
import { FormError, TextField } from "#components/accounts/form-parts.tsx";
import { typed, useForm } from "#components/accounts/use-form.ts";
import { Button } from "#components/ui/button.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import { changeTeam, createTeam, type TeamSummary } from "./api.ts";

interface TeamDialogProps {
  /** The team that is changed; without it one is made. */
  readonly team?: TeamSummary | undefined;
  readonly members: readonly MemberSummary[];
  readonly onClose: () => void;
  readonly onDone: () => Promise<void>;
}

const FIELDS = ["title"];

/** Says what a team is called and who belongs to it. */
export function TeamDialog({ team, members, onClose, onDone }: TeamDialogProps) {
  const id = useId();
  // Whoever was shut out stays in the team until somebody takes them out, and cannot be put into another.
  const offered = members.filter((member) => member.deactivatedAt === null || team?.memberIds.includes(member.id));
  const save = useCallback(
    async (data: FormData) => {
      const content = { title: typed(data, "title"), memberIds: data.getAll("memberIds").map(String) };
      await (team ? changeTeam(team.id, content) : createTeam(content));
      await onDone();
      onClose();
    },
    [team, onDone, onClose],
  );
  const form = useForm(save, FIELDS);
  return (
    <Dialog
      open
      onOpenChange={(open) => open || onClose()}
      title={team ? `Change ${team.title}` : "New team"}
      width="sm"
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button variant="primary" type="submit" form={id} disabled={form.isPending}>
            {team ? "Save" : "Make the team"}
          </Button>
        </>
      }
    >
      <form id={id} method="post" onSubmit={form.submit} className="flex flex-col gap-3">
        <TextField name="title" label="Name" defaultValue={team?.title} maxLength={200} autoFocus form={form} />
        <fieldset>
          <legend className="mb-1 text-muted">Members</legend>
          <ul className="max-h-60 overflow-auto rounded-md border border-line">
            {offered.map((member) => (
              <li key={member.id} className="border-b border-line last:border-b-0">
                <label className="flex items-center gap-2 px-3 py-1.5 hover:bg-hover">
                  <input type="checkbox" name="memberIds" value={member.id} defaultChecked={team?.memberIds.includes(member.id)} className="size-4 shrink-0 accent-accent" />
                  <span className="min-w-0 truncate">
                    {member.name}
                    {member.deactivatedAt === null ? null : <span className="text-sm text-error"> · shut out</span>}
                  </span>
                </label>
              </li>
            ))}
          </ul>
        </fieldset>
        <FormError form={form} />
      </form>
    </Dialog>
  );
}
