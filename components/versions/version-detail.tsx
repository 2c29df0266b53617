"use client";

import { Pencil, RotateCcw, Trash2 } from "lucide-react";
import { useCallback, useId, useState } from "react";
import type { Session } from "#components/studio/session.ts";
import { Button, IconButton } from "#components/ui/button.tsx";
import { Select } from "#components/ui/select.tsx";
import { toast } from "#components/ui/toast.tsx";
import { deleteVersion, renameVersion, type VersionSummary } from "./api.ts";
import { ChangeList } from "./change-list.tsx";
import { NameForm } from "./name-form.tsx";
import { type State, usePreview } from "./preview.tsx";
import { RestoreDialog } from "./restore-dialog.tsx";
import { useComparison } from "./use-comparison.ts";
import { momentOf, titleOf } from "./words.ts";

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : "Something went wrong.");

interface VersionDetailProps {
  readonly designId: string;
  readonly session: Session;
  readonly version: VersionSummary;
  readonly all: readonly VersionSummary[];
  readonly onChanged: () => Promise<void>;
}

const NOTHING = "nothing";

/** The chosen version: on the canvas, beside another state, with what can be done with it. */
export function VersionDetail({ designId, session, version, all, onChanged }: VersionDetailProps) {
  const previous = all.find(({ seq }) => seq < version.seq);
  const { looking, preview, look } = usePreview();
  const beside = looking?.beside;
  const [asking, setAsking] = useState<"restore" | "rename">();
  const besideId = useId();
  const other = typeof beside === "number" ? all.find(({ seq }) => seq === beside) : undefined;
  const { difference, error } = useComparison(designId, looking, drawnTitle(version, beside, other));
  const onShow = useCallback((id: string) => preview?.editor.show([id]), [preview]);
  const mayChange = session.right === "manage";
  const remove = async (): Promise<void> => {
    try {
      await deleteVersion(designId, version.seq);
      toast.show(`Deleted the version “${version.title}”`);
      look(undefined);
      await onChanged();
    } catch (reason) {
      toast.error("The version could not be deleted", { description: messageOf(reason) });
    }
  };
  const options = [
    { value: NOTHING, label: "nothing" },
    { value: "now", label: "the design as it is now" },
    ...all
      .filter(({ seq }) => seq !== version.seq)
      .map((one) => ({ value: String(one.seq), label: `${momentOf(one.createdAt)} · ${titleOf(one)}${one === previous ? " (the one before)" : ""}` })),
  ];
  return (
    <section aria-label="Chosen version" className="flex min-h-0 flex-1 flex-col">
      {asking === "rename" ? (
        <NameForm
          initial={version.title ?? ""}
          action={version.title === null ? "Keep" : "Rename"}
          onCancel={() => setAsking(undefined)}
          onName={async (title) => {
            await renameVersion(designId, version.seq, title);
            setAsking(undefined);
            await onChanged();
          }}
        />
      ) : (
        <div className="flex items-center gap-2 border-b border-line px-3 py-1.5">
          <h3 className="min-w-0 flex-1 truncate font-semibold" title={titleOf(version)}>
            {titleOf(version)}
          </h3>
          {mayChange ? (
            <>
              <IconButton label={version.title === null ? "Give it a name" : "Rename"} size="sm" onClick={() => setAsking("rename")}>
                <Pencil aria-hidden size={14} />
              </IconButton>
              {version.kind === "named" ? (
                <IconButton label="Delete this version" size="sm" onClick={() => void remove()}>
                  <Trash2 aria-hidden size={14} />
                </IconButton>
              ) : null}
              <Button size="sm" variant="primary" icon={<RotateCcw aria-hidden size={13} />} onClick={() => setAsking("restore")}>
                Restore
              </Button>
            </>
          ) : null}
        </div>
      )}
      <div className="flex items-center gap-2 border-b border-line px-3 py-1.5">
        <label htmlFor={besideId} className="shrink-0 text-muted">
          Compare with
        </label>
        <Select
          id={besideId}
          className="flex-1"
          value={beside === undefined ? NOTHING : String(beside)}
          onValueChange={(value) => look({ version: version.seq, beside: value === NOTHING ? undefined : value === "now" ? "now" : Number(value) })}
          options={options}
        />
      </div>
      <div className="min-h-0 flex-1 overflow-y-auto">
        {error ? (
          <p role="alert" className="m-3 rounded-md bg-error-soft p-2 text-error">
            {error}
          </p>
        ) : difference ? (
          <ChangeList difference={difference} onShow={onShow} />
        ) : (
          <p className="px-3 py-4 text-muted">
            {beside === undefined ? "The canvas shows the design as it was. Choose what to compare it with to see what is different." : "Comparing…"}
          </p>
        )}
      </div>
      {asking === "restore" ? <RestoreDialog session={session} version={version} onClose={() => setAsking(undefined)} /> : null}
    </section>
  );
}

const called = (version: VersionSummary): string => (version.title === null ? momentOf(version.createdAt) : `“${version.title}”`);

/** Says what is drawn, from the older state to the newer. */
function drawnTitle(version: VersionSummary, beside: State | undefined, other: VersionSummary | undefined): string {
  if (beside === "now") return `From ${called(version)} to now`;
  if (beside === undefined || other === undefined) return `Version ${called(version)}`;
  return other.seq < version.seq ? `From ${called(other)} to ${called(version)}` : `From ${called(version)} to ${called(other)}`;
}
