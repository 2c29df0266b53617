"use client";

import { WidePage } from "#components/accounts/section.tsx";
import { useMe } from "#components/accounts/use-me.ts";
import { Toaster } from "#components/ui/toast.tsx";
import { MembersSection } from "./members-section.tsx";
import { RulesSection } from "./rules-section.tsx";

/** A workspace: its people, and how its designs are judged. */
export function WorkspacePage() {
  const me = useMe();
  return (
    <WidePage title={me?.workspace?.title ?? "Workspace"}>
      {me?.hasAccounts && me.workspace ? <MembersSection workspace={me.workspace} /> : null}
      {me ? <RulesSection /> : <p className="mt-4 text-muted">Loading…</p>}
      <Toaster />
    </WidePage>
  );
}
