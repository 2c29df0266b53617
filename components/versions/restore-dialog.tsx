"use client";

import { useState } from "react";
import type { Session } from "#components/studio/session.ts";
import { usePeople } from "#components/studio/use-presence.tsx";
import { Button } from "#components/ui/button.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import { nameOf } from "#lib/editor/presence.ts";
import { listed } from "#lib/model/sentence.ts";
import type { VersionSummary } from "./api.ts";
import { momentOf } from "./words.ts";

/** Asks before a version takes the place of the present state: it does so for everybody. */
export function RestoreDialog({ session, version, onClose }: { readonly session: Session; readonly version: VersionSummary; readonly onClose: () => void }) {
  const others = usePeople((state) => state.others);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<string>();
  const restore = async (): Promise<void> => {
    setBusy(true);
    setError(undefined);
    try {
      // The studio opens the restored state by itself.
      await session.restore(version.seq);
    } catch (reason) {
      setError(reason instanceof Error ? reason.message : "It could not be restored.");
      setBusy(false);
    }
  };
  return (
    <Dialog
      open
      onOpenChange={(open) => open || busy || onClose()}
      title={version.title === null ? `Restore the version of ${momentOf(version.createdAt)}?` : `Restore “${version.title}”?`}
      description="It takes the place of the design as it is now, for everybody. The design as it is now is kept as a version first, so that this can be undone."
      footer={
        <>
          <Button disabled={busy} onClick={onClose}>
            Cancel
          </Button>
          <Button variant="primary" disabled={busy} onClick={() => void restore()}>
            {busy ? "Restoring…" : "Restore for everybody"}
          </Button>
        </>
      }
    >
      <p>
        {others.length === 0
          ? "Nobody else has the design open. Whoever comes back with changes that were not sent yet can keep them as a copy."
          : `${listed(others.map(nameOf))} ${others.length === 1 ? "has" : "have"} the design open and will see the restored version at once. What they have not sent yet they can keep as a copy.`}
      </p>
      {error ? (
        <p role="alert" className="mt-2 rounded-md bg-error-soft p-2 text-error">
          {error}
        </p>
      ) : null}
    </Dialog>
  );
}
