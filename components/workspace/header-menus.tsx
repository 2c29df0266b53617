"use client";

import { AccountMenu } from "#components/accounts/account-menu.tsx";
import { useMe } from "#components/accounts/use-me.ts";
import { WorkspaceMenu } from "./workspace-menu.tsx";

/** Where one works and who one is, at the end of the header. */
export function HeaderMenus() {
  const me = useMe();
  if (!me) return null;
  return (
    <>
      {me.workspace ? <WorkspaceMenu me={me} workspace={me.workspace} /> : null}
      {me.hasAccounts ? <AccountMenu me={me} /> : null}
    </>
  );
}
