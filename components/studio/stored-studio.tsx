"use client";

import { useRouter } from "next/navigation";
import { useCallback } from "react";
import { toast } from "#components/ui/toast.tsx";
import { createDesign, rightWith } from "./api.ts";
import { Generations } from "./generations.tsx";
import { openShown, openStored, type Session } from "./session.ts";
import { Studio } from "./studio.tsx";

/**
 * A viewer gets the design to look at; whoever may change it, or its requirements, gets it to work on. Without an answer one goes on with what this
 * browser keeps: the server decides about every change anyway.
 */
async function openFor(id: string): Promise<Session> {
  const right = await rightWith(id).catch(() => "manage" as const);
  return right === "requirements" || right === "manage" ? openStored(id, right) : openShown(id, right);
}

/** The studio of a design that the server keeps. */
export function StoredStudio({ id }: { readonly id: string }) {
  const router = useRouter();
  const open = useCallback((): Promise<Session> => openFor(id), [id]);
  const copy = (session: Session): void =>
    void createDesign(session.editor.shared.encode()).then(
      (made) => router.push(`/d/${encodeURIComponent(made)}`),
      (error: unknown) => toast.error("The copy could not be made", { description: error instanceof Error ? error.message : "" }),
    );
  return <Generations open={open}>{(session) => <Studio session={session} onCopy={() => copy(session)} />}</Generations>;
}
