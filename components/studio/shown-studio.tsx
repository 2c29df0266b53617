"use client";

import { useRouter } from "next/navigation";
import { useCallback } from "react";
import { useStore } from "zustand";
import { RefusedError } from "#lib/editor/autosave.ts";
import { decodeShareCode } from "#lib/import/share-code.ts";
import { createDesign, exchangeShare } from "./api.ts";
import { Opening } from "./opening.tsx";
import { openReadOnly, openShown, type Session } from "./session.ts";
import { toast } from "#components/ui/toast.tsx";
import { Studio } from "./studio.tsx";
import { useSession } from "./use-session.ts";

/** What came after the `#` of the address; it never reaches a server by itself. */
const fragment = (): string => decodeURIComponent(window.location.hash.slice(1));

/** The same words whatever the cause, so that they tell nothing about links that exist. */
const NOTHING_THERE = "This link opens nothing. It may have been revoked or have expired; ask whoever sent it for a new one.";

async function openLink(): Promise<Session> {
  const secret = fragment();
  if (secret === "") throw new Error("The link is incomplete: what comes after the # is missing. Copy it again, whole.");
  try {
    const { designId, shareId, scope } = await exchangeShare(secret);
    return await openShown(designId, scope, { linkId: shareId });
  } catch (error) {
    if (error instanceof RefusedError) throw new Error(NOTHING_THERE, { cause: error });
    throw error;
  }
}

async function openCode(): Promise<Session> {
  const code = fragment();
  if (code === "") throw new Error("The link is incomplete: what comes after the # is missing. Copy it again, whole.");
  const read = decodeShareCode(code);
  if (!read.ok) throw new Error(read.problems.map((problem) => problem.message).join(" "));
  return openReadOnly(read.design);
}

/** A design that somebody shared: by a link to the stored design, or packed into the address. */
export function ShownStudio({ by }: { readonly by: "link" | "code" }) {
  const router = useRouter();
  const session = useSession(by === "link" ? openLink : openCode);
  const opened = session.kind === "open" ? session.session : undefined;
  const copy = useCallback(() => {
    if (!opened) return;
    createDesign(opened.editor.shared.encode()).then(
      (id) => router.push(`/d/${encodeURIComponent(id)}`),
      (error: unknown) => toast.error("The copy could not be made", { description: error instanceof Error ? error.message : "" }),
    );
  }, [opened, router]);
  if (session.kind !== "open") return <Opening state={session} />;
  return <WhileOpen session={session.session} onCopy={copy} />;
}

/** The design for as long as the link is open. */
function WhileOpen({ session, onCopy }: { readonly session: Session; readonly onCopy: () => void }) {
  const { kind } = useStore(session.save);
  return kind === "ended" ? <Opening state={{ kind: "failed", reason: NOTHING_THERE }} /> : <Studio session={session} onCopy={onCopy} />;
}
