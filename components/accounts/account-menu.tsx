"use client";

import { LogOut, Settings } from "lucide-react";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { Button } from "#components/ui/button.tsx";
import { Menu, MenuContent, MenuItem, MenuSeparator, MenuTrigger } from "#components/ui/menu.tsx";
import { type Me, signOut } from "./api.ts";

/** Who is signed in, with the way to the account and out. */
export function AccountMenu({ me }: { readonly me: Me }) {
  const router = useRouter();
  if (me.person === null) {
    return (
      <Link
        href={me.needsSetup ? "/setup" : "/sign-in"}
        className="rounded-md px-2 py-1 text-muted outline-none hover:bg-hover hover:text-text focus-visible:outline-2 focus-visible:outline-focus"
      >
        {me.needsSetup ? "Set up" : "Sign in"}
      </Link>
    );
  }
  // Also when the session had ended already: either way nobody is signed in here.
  const leave = () => void signOut().finally(() => window.location.assign("/sign-in"));
  return (
    <Menu>
      <MenuTrigger asChild>
        <Button variant="ghost" size="sm">
          {me.person.name}
        </Button>
      </MenuTrigger>
      <MenuContent align="end">
        <MenuItem icon={<Settings aria-hidden size={14} />} onSelect={() => router.push("/account")}>
          Account
        </MenuItem>
        <MenuSeparator />
        <MenuItem icon={<LogOut aria-hidden size={14} />} onSelect={leave}>
          Sign out
        </MenuItem>
      </MenuContent>
    </Menu>
  );
}
