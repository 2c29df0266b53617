"use client";

import { clsx } from "clsx";
import { BookmarkPlus, History } from "lucide-react";
import { type KeyboardEvent, type ReactNode, useState } from "react";
import { useStore } from "zustand";
import type { Session } from "#components/studio/session.ts";
import { Button } from "#components/ui/button.tsx";
import { toast } from "#components/ui/toast.tsx";
import { createVersion, type VersionSummary } from "./api.ts";
import { NameForm } from "./name-form.tsx";
import { usePreview } from "./preview.tsx";
import { useVersions, type Versions } from "./use-versions.ts";
import { VersionDetail } from "./version-detail.tsx";
import { authorsInWords, dayOf, timeOf, titleOf } from "./words.ts";

/** The versions of the design: to look at, to compare, to name and to restore. */
export function VersionsPanel({ session }: { readonly session: Session }) {
  // A design that was nowhere yet gets its id with the first change.
  useStore(session.save);
  const designId = session.historyId();
  return (
    <div className="flex h-full min-h-0 flex-col">
      {designId === undefined ? (
        <>
          <Header />
          <Empty text="This is the sample. Change anything and it becomes a design of your own; its versions are kept here." />
        </>
      ) : (
        <VersionsOf key={designId} designId={designId} session={session} />
      )}
    </div>
  );
}

function Header({ onName }: { readonly onName?: () => void }) {
  return (
    <header className="flex min-h-10 items-center justify-between gap-2 border-b border-line px-3 py-1.5">
      <h2 className="font-semibold">Versions</h2>
      {onName ? (
        <Button size="sm" icon={<BookmarkPlus aria-hidden size={13} />} onClick={onName}>
          Name this version
        </Button>
      ) : null}
    </header>
  );
}

function Empty({ text }: { readonly text: string }) {
  return (
    <div className="flex flex-col items-center gap-2 px-6 py-10 text-center text-muted">
      <History aria-hidden size={20} className="text-faint" />
      <p>{text}</p>
    </div>
  );
}

function VersionsOf({ designId, session }: { readonly designId: string; readonly session: Session }) {
  const versions = useVersions(designId);
  const { items, unkept, error, reload } = versions;
  const { looking, look } = usePreview();
  const [naming, setNaming] = useState(false);
  const version = items?.find(({ seq }) => seq === looking?.version);
  const mayChange = session.right === "manage";
  // What a version brought is told by the one before it.
  const choose = (seq: number | undefined): void => look(seq === undefined ? undefined : { version: seq, beside: items?.find((one) => one.seq < seq)?.seq });
  return (
    <>
      <Header {...(mayChange ? { onName: () => setNaming(true) } : {})} />
      {naming ? (
        <NameForm
          initial=""
          action="Keep"
          onCancel={() => setNaming(false)}
          onName={async (title) => {
            await createVersion(await session.store(), title);
            setNaming(false);
            toast.show(`Kept as “${title}”`);
            await reload();
          }}
        />
      ) : null}
      {error ? (
        <div role="alert" className="flex items-center gap-2 border-b border-line bg-error-soft px-3 py-2 text-error">
          <span className="min-w-0 flex-1">{error}</span>
          <Button size="sm" onClick={() => void reload()}>
            Try again
          </Button>
        </div>
      ) : null}
      {items === undefined && !error ? <p className="px-3 py-4 text-muted">Loading…</p> : null}
      {items?.length === 0 ? (
        <Empty
          text={`Nothing is kept yet. A version is kept automatically when drawing pauses for two minutes, and every ten minutes while it goes on.${mayChange ? " Name one to keep it for good." : ""}`}
        />
      ) : null}
      {items && items.length > 0 ? (
        <VersionList versions={versions} chosen={looking?.version} onChoose={choose} isShort={version !== undefined}>
          {unkept ? <p className="border-b border-line px-3 py-1.5 text-sm text-muted">Changed since the newest version{authorsInWords(unkept.authors, " by ")}</p> : null}
        </VersionList>
      ) : null}
      {version && items ? <VersionDetail designId={designId} session={session} version={version} all={items} onChanged={reload} /> : null}
    </>
  );
}

interface VersionListProps {
  readonly versions: Versions;
  readonly chosen: number | undefined;
  readonly onChoose: (seq: number | undefined) => void;
  /** Leaves room for what is told about the chosen one. */
  readonly isShort: boolean;
  readonly children: ReactNode;
}

/** The versions by day, the newest first. Arrow keys go from one to the next. */
function VersionList({ versions: { items = [], hasMore, more }, chosen, onChoose, isShort, children }: VersionListProps) {
  const onKeyDown = (event: KeyboardEvent<HTMLElement>): void => {
    if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
    const buttons = [...event.currentTarget.querySelectorAll<HTMLButtonElement>("button[aria-pressed]")];
    const at = buttons.findIndex((button) => button === document.activeElement);
    buttons[at + (event.key === "ArrowDown" ? 1 : -1)]?.focus();
    event.preventDefault();
  };
  const days = Map.groupBy(items, ({ createdAt }) => dayOf(createdAt));
  return (
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions -- Keys of the buttons inside, which are interactive.
    <div className={clsx("overflow-y-auto", isShort ? "max-h-[38%] shrink-0 border-b border-line" : "min-h-0 flex-1")} onKeyDown={onKeyDown}>
      {children}
      {[...days].map(([day, ofDay]) => (
        <section key={day} aria-label={day}>
          <h3 className="sticky top-0 z-[1] border-b border-line bg-sunken px-3 py-1 text-sm font-medium text-muted">{day}</h3>
          <ul>
            {ofDay.map((version) => (
              <Row key={version.seq} version={version} isChosen={version.seq === chosen} onChoose={() => onChoose(version.seq === chosen ? undefined : version.seq)} />
            ))}
          </ul>
        </section>
      ))}
      {hasMore ? (
        <div className="px-3 py-2">
          <Button size="sm" onClick={() => void more()}>
            Show older ones
          </Button>
        </div>
      ) : null}
    </div>
  );
}

function Row({ version, isChosen, onChoose }: { readonly version: VersionSummary; readonly isChosen: boolean; readonly onChoose: () => void }) {
  return (
    <li>
      <button
        type="button"
        aria-pressed={isChosen}
        onClick={onChoose}
        className={clsx(
          "flex w-full items-baseline gap-2 px-3 py-1.5 text-left outline-none focus-visible:outline-2 focus-visible:-outline-offset-2 focus-visible:outline-focus",
          isChosen ? "bg-accent-soft" : "hover:bg-hover",
        )}
      >
        <time dateTime={version.createdAt} title={new Date(version.createdAt).toLocaleString()} className="tabular w-11 shrink-0 text-sm text-muted">
          {timeOf(version.createdAt)}
        </time>
        <span className="min-w-0 flex-1">
          <span className={clsx("block break-words", version.title === null ? "text-muted" : "font-medium")}>{titleOf(version)}</span>
          <span className="block text-sm break-words text-faint">{authorsInWords(version.authors)}</span>
        </span>
      </button>
    </li>
  );
}
