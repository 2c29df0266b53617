"use client";

import { WidePage } from "#components/accounts/section.tsx";
import { useMe } from "#components/accounts/use-me.ts";
import { MembersSection } from "./members-section.tsx";
import { RulesSection } from "./rules-section.tsx";
import { TeamsSection } from "./teams-section.tsx";
import { WorkspaceSection } from "./workspace-section.tsx";

/** A workspace: its people, how its designs are judged, and what it is called. */
export function WorkspacePage() {
  const me = useMe();
  const workspace = me?.workspace;
  return (
    <WidePage title={workspace?.title ?? "Workspace"}>
      {me?.hasAccounts && workspace ? (
        <>
          <MembersSection workspace={workspace} />
          <TeamsSection isAdmin={workspace.isAdmin} />
        </>
      ) : null}
      {me ? <RulesSection /> : <p className="mt-4 text-muted">Loading…</p>}
      {me?.hasAccounts && workspace?.isAdmin ? <WorkspaceSection me={me} workspace={workspace} /> : null}
    </WidePage>
  );
}
