"use client";

import { useRouter } from "next/navigation";
import { useCallback } from "react";
import { useStore } from "zustand";
import { toast } from "#components/ui/toast.tsx";
import { decodeShareCode } from "#lib/import/share-code.ts";
import { createDesign } from "./api.ts";
import { Generations } from "./generations.tsx";
import { Opening } from "./opening.tsx";
import { openReadOnly, type Session } from "./session.ts";
import { Studio } from "./studio.tsx";

/** The same words whatever the cause, so that they tell nothing about links that exist. */
export const NOTHING_THERE = "This link opens nothing. It may have been revoked or have expired; ask whoever sent it for a new one.";
export const INCOMPLETE = "The link is incomplete: what comes after the # is missing. Copy it again, whole.";

async function openCode(): Promise<Session> {
  // What comes after the `#` of the address never reaches a server by itself.
  const code = decodeURIComponent(window.location.hash.slice(1));
  if (code === "") throw new Error(INCOMPLETE);
  const read = decodeShareCode(code);
  if (!read.ok) throw new Error(read.problems.map((problem) => problem.message).join(" "));
  return openReadOnly(read.design);
}

/** A design packed into the address. */
export function CodeStudio() {
  return <ShownStudio open={openCode} />;
}

/** A design that somebody shared, for as long as it is open to whoever looks. */
export function ShownStudio({ open }: { readonly open: () => Promise<Session> }) {
  return <Generations open={open}>{(session) => <WhileOpen session={session} />}</Generations>;
}

function WhileOpen({ session }: { readonly session: Session }) {
  const router = useRouter();
  const { kind } = useStore(session.save);
  const copy = useCallback(() => {
    createDesign(session.editor.shared.encode()).then(
      (id) => router.push(`/d/${encodeURIComponent(id)}`),
      (error: unknown) => toast.error("The copy could not be made", { description: error instanceof Error ? error.message : "" }),
    );
  }, [session, router]);
  return kind === "ended" ? <Opening state={{ kind: "failed", reason: NOTHING_THERE }} /> : <Studio session={session} onCopy={copy} />;
}
