"use client";

import { useRouter } from "next/navigation";
import { useCallback, useEffect, useState } from "react";
import { getMe } from "#components/accounts/api.ts";
import { Button } from "#components/ui/button.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import { toast } from "#components/ui/toast.tsx";
import { createDesign } from "./api.ts";
import { Opening } from "./opening.tsx";
import { openShown, openStored, type Session } from "./session.ts";
import { Studio } from "./studio.tsx";
import { useSession } from "./use-session.ts";

/**
 * A viewer gets the design to look at; whoever may change it gets it to work on. Without an answer one goes on with what this browser keeps:
 * the server decides about every change anyway.
 */
async function openFor(id: string): Promise<Session> {
  const me = await getMe().catch(() => undefined);
  return me?.workspace?.canEdit === false ? openShown(id, "view") : openStored(id);
}

/** The studio of a design that the server keeps. When somebody puts an older version in its place it is opened anew, and what stood here is offered as a copy. */
export function StoredStudio({ id }: { readonly id: string }) {
  const router = useRouter();
  const [times, setTimes] = useState(0);
  const [mine, setMine] = useState<Uint8Array>();
  const onReplaced = useCallback((state: Uint8Array) => {
    setMine(state);
    setTimes((before) => before + 1);
  }, []);
  const forget = (): void => setMine(undefined);
  const keep = (): void => {
    if (!mine) return;
    createDesign(mine).then(
      (copy) => router.push(`/d/${encodeURIComponent(copy)}`),
      (error: unknown) => toast.error("The copy could not be made", { description: error instanceof Error ? error.message : "" }),
    );
  };
  return (
    <>
      <OneGeneration key={times} id={id} onReplaced={onReplaced} />
      <Dialog
        open={mine !== undefined}
        onOpenChange={(next) => next || forget()}
        title="An older version took the place of this design"
        description="Somebody restored it. You now see that version. What you had before, with every change that was not sent yet, can be kept as a design of its own."
        footer={
          <>
            <Button onClick={forget}>Go on without it</Button>
            <Button variant="primary" onClick={keep}>
              Keep mine as a copy
            </Button>
          </>
        }
      />
    </>
  );
}

/** The studio for as long as nobody puts an older version in the design's place. */
function OneGeneration({ id, onReplaced }: { readonly id: string; readonly onReplaced: (mine: Uint8Array) => void }) {
  const router = useRouter();
  const open = useCallback((): Promise<Session> => openFor(id), [id]);
  const session = useSession(open);
  const opened = session.kind === "open" ? session.session : undefined;
  useEffect(() => {
    if (!opened) return undefined;
    const look = (): void => {
      const state = opened.save.getState();
      // The browser's copy is gone before the design is opened again.
      if (state.kind === "replaced") void opened.discard().finally(() => onReplaced(state.mine));
    };
    look();
    return opened.save.subscribe(look);
  }, [opened, onReplaced]);
  const nothing = useCallback(() => router.push("/designs"), [router]);
  return opened ? <Studio session={opened} onCopy={nothing} /> : <Opening state={session.kind === "open" ? { kind: "opening" } : session} />;
}
