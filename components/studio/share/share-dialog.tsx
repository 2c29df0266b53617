"use client";

import { useCallback, useEffect, useState } from "react";
import { Dialog } from "#components/ui/dialog.tsx";
import { toast } from "#components/ui/toast.tsx";
import { createShare, listShares, revokeShare, type ShareRequest, type ShareSummary } from "../api.ts";
import type { Session } from "../session.ts";
import { copyLink } from "./copyable.tsx";
import { EverythingInside } from "./everything-inside.tsx";
import { NewLink } from "./new-link.tsx";
import { ShareList } from "./share-list.tsx";

/** Makes links: to the stored design, or with everything inside; shows the ones there are and ends them. */
export function ShareDialog({ session, onClose }: { readonly session: Session; readonly onClose: () => void }) {
  const [designId, setDesignId] = useState<string>();
  const [made, setMade] = useState<{ readonly share: ShareSummary; readonly address: string }>();
  const [shares, setShares] = useState<readonly ShareSummary[]>();
  const [error, setError] = useState<string>();

  const load = useCallback(async (id: string) => setShares(await listShares(id)), []);
  useEffect(() => {
    const id = session.storedId();
    if (id === undefined) return;
    setDesignId(id);
    load(id).catch((reason: unknown) => setError(messageOf(reason)));
  }, [session, load]);

  const make = async (request: ShareRequest): Promise<void> => {
    setError(undefined);
    const id = await session.store();
    setDesignId(id);
    const { secret, ...share } = await createShare(id, request);
    const address = `${location.origin}/s#${secret}`;
    setMade({ share, address });
    await copyLink(address);
    await load(id);
  };
  const revoke = async (shareId: string) => {
    if (designId === undefined) return;
    try {
      await revokeShare(designId, shareId);
      if (made?.share.id === shareId) setMade(undefined);
      await load(designId);
      toast.show("Link revoked. It opens nothing any more.");
    } catch (reason) {
      setError(messageOf(reason));
    }
  };

  if (session.right !== "manage") {
    return (
      <Dialog
        open
        onOpenChange={(open) => open || onClose()}
        title="Share"
        description="Only whoever may manage this design makes links to it. What you see can be passed on as it is now."
      >
        <EverythingInside />
      </Dialog>
    );
  }
  return (
    <Dialog open onOpenChange={(open) => open || onClose()} title="Share" description="Anybody with a link can do what the link says, live, without an account.">
      <div className="flex flex-col gap-4 pb-3">
        {error ? (
          <p role="alert" className="rounded-md bg-error-soft p-2 text-error">
            {error}
          </p>
        ) : null}
        <NewLink made={made} onMake={make} onAnother={() => setMade(undefined)} />
        {shares === undefined ? null : <ShareList shares={shares} onRevoke={revoke} />}
        <EverythingInside />
      </div>
    </Dialog>
  );
}

const messageOf = (reason: unknown): string => (reason instanceof Error ? reason.message : "Something went wrong.");
