"use client";

import { type ReactNode, useCallback, useEffect, useState } from "react";
import { useRouter } from "next/navigation";
import { saveFile } from "#components/exports/run-export.ts";
import { Button } from "#components/ui/button.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import { toast } from "#components/ui/toast.tsx";
import type { RestoredVersion } from "#components/versions/api.ts";
import { momentOf } from "#components/versions/words.ts";
import { fileNameOf } from "#lib/export/file-name.ts";
import { writeLintelFile } from "#lib/export/lintel-file.ts";
import { SharedDesign } from "#lib/sync/shared-design.ts";
import { createDesign, type Right } from "./api.ts";
import { Opening } from "./opening.tsx";
import type { Session } from "./session.ts";
import { useSession } from "./use-session.ts";

/** What stood here when an older version took its place. */
interface Mine {
  readonly state: Uint8Array;
  readonly right: Right;
}

interface GenerationsProps {
  /** Opens the design; asked again for every generation. */
  readonly open: () => Promise<Session> | Session;
  readonly children: (session: Session) => ReactNode;
}

/** An open design. When an older version is put in its place it is opened anew; what stood here before is offered as a copy, unless the restore was asked for here. */
export function Generations({ open, children }: GenerationsProps) {
  const [times, setTimes] = useState(0);
  const [mine, setMine] = useState<Mine>();
  const [restored, setRestored] = useState<RestoredVersion>();
  const onReplaced = useCallback((state: Mine | undefined, version: RestoredVersion | undefined) => {
    setMine(state);
    setRestored(version);
    setTimes((before) => before + 1);
  }, []);
  return (
    <>
      <OneGeneration key={times} open={open} restored={restored} onReplaced={onReplaced}>
        {children}
      </OneGeneration>
      {mine ? <OfferCopy mine={mine} onDone={() => setMine(undefined)} /> : null}
    </>
  );
}

interface OneGenerationProps extends GenerationsProps {
  /** The version that was restored here and is opened now. */
  readonly restored: RestoredVersion | undefined;
  readonly onReplaced: (mine: Mine | undefined, restored: RestoredVersion | undefined) => void;
}

function OneGeneration({ open, children, restored, onReplaced }: OneGenerationProps) {
  const session = useSession(open);
  const opened = session.kind === "open" ? session.session : undefined;
  useEffect(() => {
    if (!opened) return undefined;
    const look = (): void => {
      const state = opened.save.getState();
      if (state.kind !== "replaced") return;
      const asked = opened.restored();
      const mine = { state: state.mine, right: opened.right };
      // The browser's copy is gone before the design is opened again.
      const discarded = opened.discard().catch(() => undefined);
      void Promise.all([asked?.catch(() => undefined), discarded]).then(([version]) => onReplaced(version || opened.editor.readOnly ? undefined : mine, version));
    };
    look();
    return opened.save.subscribe(look);
  }, [opened, onReplaced]);
  useEffect(() => {
    if (!opened || !restored) return;
    // Whoever restores one version may want to look at another.
    opened.editor.ui.setState({ side: "versions" });
    const what = restored.origin === null ? "the version" : restored.origin.title === null ? `the version of ${momentOf(restored.origin.createdAt)}` : `“${restored.origin.title}”`;
    const undo = (): void =>
      void opened
        .restore(restored.before)
        .catch((error: unknown) =>
          toast.error("It could not be undone", { description: `${error instanceof Error ? error.message : ""} What was there before is in the list of versions.` }),
        );
    toast.show(`Restored ${what}`, { description: "What was there just before is kept as a version.", action: { label: "Undo", run: undo } });
  }, [opened, restored]);
  return opened ? children(opened) : <Opening state={session.kind === "open" ? { kind: "opening" } : session} />;
}

/** Tells whoever worked on what is no longer there, and keeps their work. */
function OfferCopy({ mine, onDone }: { readonly mine: Mine; readonly onDone: () => void }) {
  const router = useRouter();
  const isGuest = mine.right !== "manage";
  const keep = (): void => {
    createDesign(mine.state).then(
      (copy) => router.push(`/d/${encodeURIComponent(copy)}`),
      (error: unknown) => toast.error("The copy could not be made", { description: error instanceof Error ? error.message : "" }),
    );
  };
  // Whoever came by a link has no designs of their own here.
  const download = (): void => {
    const shared = new SharedDesign();
    shared.apply(mine.state, "mine");
    saveFile(fileNameOf(shared.design, ".lintel.yaml"), new Blob([writeLintelFile(shared.design)], { type: "application/yaml" }));
    onDone();
  };
  return (
    <Dialog
      open
      onOpenChange={(next) => next || onDone()}
      title="An older version took the place of this design"
      description="Somebody restored it. You now see that version. What you had before, with every change that was not sent yet, can be kept as a design of its own."
      footer={
        <>
          <Button onClick={onDone}>Go on without it</Button>
          <Button variant="primary" onClick={isGuest ? download : keep}>
            {isGuest ? "Save mine as a file" : "Keep mine as a copy"}
          </Button>
        </>
      }
    />
  );
}
