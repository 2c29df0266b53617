"use client";

import { EllipsisVertical, UserPlus } from "lucide-react";
import { type ReactNode, useCallback, useEffect, useState } from "react";
import { Button, IconButton } from "#components/ui/button.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import { Menu, MenuContent, MenuItem, MenuSeparator, MenuTrigger } from "#components/ui/menu.tsx";
import { Select } from "#components/ui/select.tsx";
import { toast } from "#components/ui/toast.tsx";
import {
  changeMember,
  createReset,
  type InvitationSummary,
  listInvitations,
  listMembers,
  type Me,
  type MemberSummary,
  revokeInvitation,
  setMemberActive,
  transferWorkspace,
} from "#components/accounts/api.ts";
import { InviteDialog } from "./invite-dialog.tsx";
import { LinkOnce } from "#components/accounts/link-once.tsx";
import { asRole, ROLE_OPTIONS, roleWords } from "#components/accounts/role-names.ts";
import { Section } from "#components/accounts/section.tsx";

type Shown = NonNullable<Me["workspace"]>;

/** The people of a workspace, what they are in it, and who is invited. */
export function MembersSection({ workspace }: { readonly workspace: Shown }) {
  const [members, setMembers] = useState<readonly MemberSummary[]>();
  const [invitations, setInvitations] = useState<readonly InvitationSummary[]>([]);
  const [error, setError] = useState<string>();
  const [inviting, setInviting] = useState(false);
  const { isAdmin } = workspace;
  const load = useCallback(async () => {
    try {
      const [people, invited] = await Promise.all([listMembers(), isAdmin ? listInvitations() : undefined]);
      setMembers(people.items);
      setInvitations(invited?.items ?? []);
    } catch (reason) {
      setError(reason instanceof Error ? reason.message : "Something went wrong.");
    }
  }, [isAdmin]);
  useEffect(() => void load(), [load]);
  const act = async (what: string, run: () => Promise<unknown>) => {
    try {
      await run();
      await load();
    } catch (reason) {
      toast.error(`${what} did not work`, { description: reason instanceof Error ? reason.message : "" });
    }
  };
  const invite = isAdmin ? (
    <Button variant="primary" icon={<UserPlus aria-hidden size={15} />} onClick={() => setInviting(true)}>
      Invite
    </Button>
  ) : null;
  return (
    <>
      {error ? (
        <p role="alert" className="mt-4 rounded-md bg-error-soft p-3 text-error">
          {error}
        </p>
      ) : null}
      <Section title="Members" action={invite}>
        <List>
          {members?.map((member) => (
            <MemberRow key={member.id} member={member} workspace={workspace} act={act} />
          ))}
        </List>
      </Section>
      {isAdmin && invitations.length > 0 ? (
        <Section title="Invitations" lead="Not accepted yet.">
          <List>
            {invitations.map((invitation) => (
              <li key={invitation.id} className="flex items-center gap-3 border-b border-line px-4 py-2 last:border-b-0">
                <div className="min-w-0 flex-1">
                  <p className="truncate">{invitation.email ?? "Whoever has the link"}</p>
                  <p className="text-sm text-muted">
                    {roleWords(invitation.roles, invitation.isAdmin)} · until {new Date(invitation.expiresAt).toLocaleDateString()}
                  </p>
                </div>
                <Button size="sm" onClick={() => void act("Ending the invitation", () => revokeInvitation(invitation.id))}>
                  End
                </Button>
              </li>
            ))}
          </List>
        </Section>
      ) : null}
      {inviting ? <InviteDialog onClose={() => setInviting(false)} onInvited={load} /> : null}
    </>
  );
}

const List = ({ children }: { readonly children: ReactNode }) => <ul className="overflow-hidden rounded-[8px] border border-line bg-raised">{children}</ul>;

interface RowProps {
  readonly member: MemberSummary;
  readonly workspace: Shown;
  readonly act: (what: string, run: () => Promise<unknown>) => Promise<void>;
}

function MemberRow({ member, workspace, act }: RowProps) {
  const [reset, setReset] = useState<string>();
  const [handing, setHanding] = useState(false);
  const isOut = member.deactivatedAt !== null;
  const makeLink = () => act("Making the link", async () => setReset((await createReset(member.id)).secret));
  return (
    <li className="flex flex-wrap items-center gap-3 border-b border-line px-4 py-2 last:border-b-0">
      <div className="min-w-0 flex-1">
        <p className="truncate">
          {member.name}
          {member.isOwner ? <span className="text-sm text-muted"> · owner</span> : member.isAdmin ? <span className="text-sm text-muted"> · administrator</span> : null}
          {isOut ? <span className="text-sm text-error"> · shut out</span> : null}
        </p>
        {member.email ? <p className="truncate text-sm text-muted">{member.email}</p> : null}
      </div>
      {workspace.isAdmin ? (
        <>
          <Select
            aria-label={`Role of ${member.name}`}
            className="w-44"
            options={ROLE_OPTIONS}
            value={member.roles[0] ?? "viewer"}
            onValueChange={(value) => void act("Changing the role", () => changeMember(member.id, { roles: [asRole(value)] }))}
          />
          <Menu>
            <MenuTrigger asChild>
              <IconButton label={`More for ${member.name}`} size="sm">
                <EllipsisVertical aria-hidden size={15} />
              </IconButton>
            </MenuTrigger>
            <MenuContent align="end">
              {member.isOwner ? null : (
                <MenuItem onSelect={() => void act("Changing the rights", () => changeMember(member.id, { isAdmin: !member.isAdmin }))}>
                  {member.isAdmin ? "Take administration back" : "Make administrator"}
                </MenuItem>
              )}
              <MenuItem onSelect={() => void makeLink()}>Link for a new password…</MenuItem>
              {workspace.isOwner && !member.isOwner && !isOut ? <MenuItem onSelect={() => setHanding(true)}>Hand the workspace on…</MenuItem> : null}
              {member.isOwner ? null : (
                <>
                  <MenuSeparator />
                  <MenuItem danger={!isOut} onSelect={() => void act(isOut ? "Letting in" : "Shutting out", () => setMemberActive(member.id, isOut))}>
                    {isOut ? "Let in again" : "Shut out"}
                  </MenuItem>
                </>
              )}
            </MenuContent>
          </Menu>
        </>
      ) : (
        <span className="text-muted">{roleWords(member.roles, false)}</span>
      )}
      {reset ? (
        <LinkOnce
          title={`A new password for ${member.name}`}
          label="Link for a new password"
          link={`${window.location.origin}/reset#${reset}`}
          note="Hand it over yourself. It works once, within a day, and is not shown again."
          onClose={() => setReset(undefined)}
        />
      ) : null}
      {handing ? (
        <Dialog
          open
          onOpenChange={setHanding}
          title={`Hand ${workspace.title} on to ${member.name}?`}
          description="They own the workspace from then on; you stay an administrator. Only they can hand it back."
          width="sm"
          footer={
            <Button variant="danger" onClick={() => void act("Handing on", () => transferWorkspace(member.id)).then(() => window.location.reload())}>
              Hand on
            </Button>
          }
        />
      ) : null}
    </li>
  );
}
