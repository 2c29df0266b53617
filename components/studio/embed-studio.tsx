"use client";

import { ExternalLink, Eye, EyeOff } from "lucide-react";
import dynamic from "next/dynamic";
import { type ReactNode, useCallback, useEffect } from "react";
import { useStore } from "zustand";
import { CommentsProvider } from "#components/comments/use-comments.tsx";
import { useFragment } from "#components/accounts/use-fragment.ts";
import { Button } from "#components/ui/button.tsx";
import { SeverityIcon } from "#components/ui/severity-icon.tsx";
import { TooltipProvider } from "#components/ui/tooltip.tsx";
import { embedShare } from "./api.ts";
import { countsOf } from "./findings/use-findings.ts";
import { LinkDoor, type LinkWaiting } from "./link-door.tsx";
import { openShown, type Session } from "./session.ts";
import { NOTHING_THERE } from "./shown-studio.tsx";
import { EditorProvider, useChecked, useDerived, useEditor, useUi } from "./use-editor.tsx";
import { PresenceProvider } from "./use-presence.tsx";
import { useSession } from "./use-session.ts";

const Canvas = dynamic(() => import("#components/canvas/canvas.tsx").then((module) => module.Canvas), { ssr: false, loading: () => <div className="h-full bg-canvas" /> });

const waiting: LinkWaiting = (state) => <Note>{state.kind === "opening" ? "Opening the design…" : state.reason}</Note>;
const asking = (form: ReactNode): ReactNode => (
  <main className="mx-auto w-full max-w-[400px] p-6">
    <h1 className="mb-4 text-lg font-semibold">This link asks for a password</h1>
    {form}
  </main>
);

/** A design in a frame of another page: to look at, with a way to the whole of it. */
export function EmbedStudio({ showsFindings }: { readonly showsFindings: boolean }) {
  const secret = useFragment();
  if (secret === undefined) return <Note>Opening the design…</Note>;
  return (
    <LinkDoor key={secret} secret={secret} knock={embedShare} waiting={waiting} asking={asking}>
      {({ designId, bearer }) => <Inside designId={designId} bearer={bearer} page={`/s#${secret}`} showsFindings={showsFindings} />}
    </LinkDoor>
  );
}

interface InsideProps {
  readonly designId: string;
  readonly bearer: string;
  /** Address of the whole page. */
  readonly page: string;
  readonly showsFindings: boolean;
}

function Inside({ designId, bearer, ...rest }: InsideProps) {
  const open = useCallback(() => openShown(designId, "view", { bearer }), [designId, bearer]);
  const session = useSession(open);
  if (session.kind !== "open") return <Note>{session.kind === "opening" ? "Opening the design…" : session.reason}</Note>;
  return <Frame session={session.session} {...rest} />;
}

function Frame({ session, page, showsFindings }: Pick<InsideProps, "page" | "showsFindings"> & { readonly session: Session }) {
  const { kind } = useStore(session.save);
  useEffect(() => session.editor.ui.setState({ showsFindings }), [session, showsFindings]);
  if (kind === "ended") return <Note>{NOTHING_THERE}</Note>;
  return (
    <EditorProvider editor={session.editor}>
      <TooltipProvider>
        <PresenceProvider presence={session.presence}>
          <CommentsProvider comments={session.comments}>
            <div className="fixed inset-0 flex flex-col">
              <main aria-label="Canvas" className="relative min-h-0 flex-1">
                <Canvas readOnly />
              </main>
              <Foot page={page} />
            </div>
          </CommentsProvider>
        </PresenceProvider>
      </TooltipProvider>
    </EditorProvider>
  );
}

function Foot({ page }: { readonly page: string }) {
  const editor = useEditor();
  const { design } = useDerived();
  const { result } = useChecked();
  const isOn = useUi((state) => state.showsFindings);
  const counts = countsOf(result);
  return (
    <footer className="flex h-10 shrink-0 items-center gap-2 border-t border-line bg-bg px-2">
      <h1 className="min-w-0 truncate px-1 font-semibold">{design.title}</h1>
      {isOn
        ? (["error", "warning", "info"] as const)
            .filter((severity) => counts[severity] > 0)
            .map((severity) => (
              <span key={severity} className="flex items-center gap-1">
                <SeverityIcon severity={severity} size={13} />
                <span className="tabular text-sm">{counts[severity]}</span>
              </span>
            ))
        : null}
      <Button
        size="sm"
        variant="ghost"
        aria-pressed={isOn}
        icon={isOn ? <Eye aria-hidden size={14} /> : <EyeOff aria-hidden size={14} />}
        onClick={() => editor.ui.setState({ showsFindings: !isOn })}
        className="ml-auto"
      >
        Findings
      </Button>
      <a
        href={page}
        target="_blank"
        rel="noopener noreferrer"
        className="inline-flex h-7 shrink-0 items-center gap-1.5 rounded-md border border-line-strong bg-raised px-2 text-sm font-medium outline-none hover:bg-hover focus-visible:outline-2 focus-visible:outline-focus"
      >
        <ExternalLink aria-hidden size={13} />
        Open in Lintel
      </a>
    </footer>
  );
}

function Note({ children }: { readonly children: ReactNode }) {
  return (
    <p role="status" className="flex h-dvh items-center justify-center p-6 text-center text-muted">
      {children}
    </p>
  );
}
