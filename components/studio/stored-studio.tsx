"use client";

import { useRouter } from "next/navigation";
import { useCallback } from "react";
import { getMe } from "#components/accounts/api.ts";
import { Generations } from "./generations.tsx";
import { openShown, openStored, type Session } from "./session.ts";
import { Studio } from "./studio.tsx";

/**
 * A viewer gets the design to look at; whoever may change it gets it to work on. Without an answer one goes on with what this browser keeps:
 * the server decides about every change anyway.
 */
async function openFor(id: string): Promise<Session> {
  const me = await getMe().catch(() => undefined);
  return me?.workspace?.canEdit === false ? openShown(id, "view") : openStored(id);
}

/** The studio of a design that the server keeps. */
export function StoredStudio({ id }: { readonly id: string }) {
  const router = useRouter();
  const open = useCallback((): Promise<Session> => openFor(id), [id]);
  const nothing = useCallback(() => router.push("/designs"), [router]);
  return <Generations open={open}>{(session) => <Studio session={session} onCopy={nothing} />}</Generations>;
}
