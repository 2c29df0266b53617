"use client";

import { useRouter } from "next/navigation";
import { useCallback } from "react";
import { Studio } from "./studio.tsx";
import { type Session, openStored } from "./session.ts";
import { Opening } from "./opening.tsx";
import { useSession } from "./use-session.ts";

/** The studio of a design that the server keeps. */
export function StoredStudio({ id }: { readonly id: string }) {
  const router = useRouter();
  const open = useCallback((): Promise<Session> => openStored(id), [id]);
  const session = useSession(open);
  const nothing = useCallback(() => router.push("/designs"), [router]);
  return session.kind === "open" ? <Studio session={session.session} onCopy={nothing} /> : <Opening state={session} />;
}
