"use client";

import { ChevronDown, Plus, Settings } from "lucide-react";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { useState } from "react";
import type { Me } from "#components/accounts/api.ts";
import { Button } from "#components/ui/button.tsx";
import { Menu, MenuCheckboxItem, MenuContent, MenuItem, MenuLabel, MenuSeparator, MenuTrigger } from "#components/ui/menu.tsx";
import { toast } from "#components/ui/toast.tsx";
import { enterWorkspace } from "./api.ts";
import { NewWorkspaceDialog } from "./new-workspace-dialog.tsx";

interface WorkspaceMenuProps {
  readonly me: Me;
  readonly workspace: NonNullable<Me["workspace"]>;
}

/** The workspace that one works in, with the way to its page and over to another. Without accounts there is one, and only the way to its page. */
export function WorkspaceMenu({ me, workspace }: WorkspaceMenuProps) {
  const router = useRouter();
  const [isMaking, setMaking] = useState(false);
  if (!me.hasAccounts) {
    return (
      <Link href="/workspace" className="rounded-md px-2 py-1 text-muted outline-none hover:bg-hover hover:text-text focus-visible:outline-2 focus-visible:outline-focus">
        {workspace.title}
      </Link>
    );
  }
  // Everything on the page is of the workspace that one leaves.
  const enter = (id: string) =>
    enterWorkspace(id).then(
      () => window.location.assign("/designs"),
      (reason: unknown) => toast.error("Going over did not work", { description: reason instanceof Error ? reason.message : "" }),
    );
  return (
    <>
      <Menu>
        <MenuTrigger asChild>
          <Button variant="ghost" size="sm" aria-label={`Workspace: ${workspace.title}`} className="min-w-0 shrink!">
            <span className="max-w-40 truncate py-1 max-sm:max-w-20">{workspace.title}</span>
            <ChevronDown aria-hidden size={13} className="shrink-0 text-faint" />
          </Button>
        </MenuTrigger>
        <MenuContent align="end" className="max-w-72">
          <MenuLabel>Workspaces</MenuLabel>
          {me.workspaces.map(({ id, title }) => (
            <MenuCheckboxItem key={id} checked={id === workspace.id} onSelect={() => id === workspace.id || void enter(id)}>
              {title}
            </MenuCheckboxItem>
          ))}
          <MenuSeparator />
          <MenuItem icon={<Settings aria-hidden size={14} />} onSelect={() => router.push("/workspace")}>
            People and rules of {workspace.title}
          </MenuItem>
          {workspace.isAdmin ? (
            <MenuItem icon={<Plus aria-hidden size={14} />} onSelect={() => setMaking(true)}>
              New workspace…
            </MenuItem>
          ) : null}
        </MenuContent>
      </Menu>
      {isMaking ? <NewWorkspaceDialog onClose={() => setMaking(false)} /> : null}
    </>
  );
}
