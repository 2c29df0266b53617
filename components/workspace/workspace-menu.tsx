"use client";

import Link from "next/link";
import type { Me } from "#components/accounts/api.ts";

/** The workspace that one works in, with the way to it. */
export function WorkspaceMenu({ workspace }: { readonly workspace: NonNullable<Me["workspace"]> }) {
  return (
    <Link
      href="/workspace"
      className="max-w-40 truncate rounded-md px-2 py-1 text-muted outline-none hover:bg-hover hover:text-text focus-visible:outline-2 focus-visible:outline-focus"
    >
      {workspace.title}
    </Link>
  );
}
