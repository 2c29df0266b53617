"use client";

import { BookText, Boxes, ChartNoAxesColumn, FileText, History, ListTree, Route } from "lucide-react";
import dynamic from "next/dynamic";
import { type ReactNode, useCallback, useEffect, useMemo, useRef, useState } from "react";
import { Group, Panel, Separator, useDefaultLayout } from "react-resizable-panels";
import { AnalysesPanel } from "#components/analyses/analyses-panel.tsx";
import { CommentsProvider, useSaid } from "#components/comments/use-comments.tsx";
import { selectedTarget } from "#components/comments/comments-panel.tsx";
import { layoutRunnerOf } from "#components/canvas/layout/layout-runner.ts";
import { FlowsPanel } from "#components/flows/flows-panel.tsx";
import { IconButton } from "#components/ui/button.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import { toast, Toaster } from "#components/ui/toast.tsx";
import { PreviewProvider, usePreview } from "#components/versions/preview.tsx";
import { VersionsPanel } from "#components/versions/versions-panel.tsx";
import { TooltipProvider } from "#components/ui/tooltip.tsx";
import { undoPick } from "#lib/editor/commands/flows.ts";
import type { SidePanel as Side } from "#lib/editor/ui-state.ts";
import { CommandPalette } from "./command-palette.tsx";
import { DecisionsPanel } from "./decisions-panel.tsx";
import { ExportDialog } from "./dialogs/export-dialog.tsx";
import { ImportDialog } from "./dialogs/import-dialog.tsx";
import { ShareDialog } from "./share/share-dialog.tsx";
import { ShortcutsDialog } from "./dialogs/shortcuts-dialog.tsx";
import { TemplateDialog } from "./dialogs/template-dialog.tsx";
import { DocumentsPanel } from "./documents-panel.tsx";
import { Drawer, useDrawer } from "./drawer.tsx";
import { ErrorBoundary } from "./error-boundary.tsx";
import { FirstFix } from "./first-fix.tsx";
import { Inspector } from "./inspector.tsx";
import { OfflineBanner } from "./offline-banner.tsx";
import { Outline } from "./outline.tsx";
import { Palette } from "./palette.tsx";
import { RuleSettingsProvider } from "./rule-settings/open-rule-settings.tsx";
import type { Session } from "./session.ts";
import { isTyping } from "./shortcuts.ts";
import { TopBar, type TopBarActions } from "./top-bar.tsx";
import { EditorProvider, useEditor, useUi } from "./use-editor.tsx";
import { useMedia } from "./use-media.ts";
import { PresenceProvider } from "./use-presence.tsx";

const Canvas = dynamic(() => import("#components/canvas/canvas.tsx").then((module) => module.Canvas), { ssr: false, loading: () => <div className="h-full bg-canvas" /> });

const PreviewCanvas = dynamic(() => import("#components/versions/preview-canvas.tsx").then((module) => module.PreviewCanvas), { ssr: false });

/** Width of a panel to read from that lies over the canvas, in pixels. */
const OVER_CANVAS = 384;

/** Room that the canvas leaves for the card that greets on the sample. */
const BESIDE_FIRST_FIX = { top: 0, right: 0, bottom: 112, left: 0 };

type Open = "share" | "import" | "export" | "shortcuts" | "commands" | "templates";

const SIDES: readonly { readonly id: Side; readonly title: string; readonly icon: ReactNode; readonly editing?: boolean }[] = [
  { id: "components", title: "Components", icon: <Boxes aria-hidden size={18} />, editing: true },
  { id: "outline", title: "Outline", icon: <ListTree aria-hidden size={18} /> },
  { id: "flows", title: "Flows", icon: <Route aria-hidden size={18} /> },
  { id: "analyses", title: "Analyses", icon: <ChartNoAxesColumn aria-hidden size={18} /> },
  { id: "decisions", title: "Decisions", icon: <BookText aria-hidden size={18} /> },
  { id: "documents", title: "Documents", icon: <FileText aria-hidden size={18} /> },
  { id: "versions", title: "Versions", icon: <History aria-hidden size={18} /> },
];

export interface StudioProps {
  readonly session: Session;
  /** The flawed sample greets with one obvious thing to do. */
  readonly isSample?: boolean;
  /** Makes an own copy of a design that is only shown. */
  readonly onCopy: () => void;
}

/** The studio around one open design. */
export function Studio({ session, isSample = false, onCopy }: StudioProps) {
  return (
    <EditorProvider editor={session.editor}>
      <TooltipProvider>
        <RuleSettingsProvider>
          <PresenceProvider presence={session.presence}>
            <CommentsProvider comments={session.comments}>
              <PreviewProvider>
                <Frame session={session} isSample={isSample} onCopy={onCopy} />
              </PreviewProvider>
            </CommentsProvider>
          </PresenceProvider>
        </RuleSettingsProvider>
        <Toaster />
      </TooltipProvider>
    </EditorProvider>
  );
}

function Frame({ session, isSample, onCopy }: Required<StudioProps>) {
  const editor = useEditor();
  const wide = useMedia("(min-width: 1100px)", true);
  const roomy = useMedia("(min-width: 1280px)", true);
  const small = useMedia("(max-width: 699px)", false);
  const [first] = useState<Side | undefined>(editor.readOnly || !wide ? undefined : "components");
  const chosen = useUi((state) => state.side);
  const recording = useUi((state) => state.recording !== undefined);
  // The panel gives way to what is recorded where there is not room for both.
  const side = chosen === "none" || (recording && !roomy) ? undefined : (chosen ?? first);
  const setSide = useCallback((next: Side | undefined) => editor.ui.setState({ side: next ?? "none" }), [editor]);
  const { preview, look } = usePreview();
  const backToNow = useCallback(() => look(undefined), [look]);
  // Whoever turns to another panel works on the design as it is.
  useEffect(() => {
    if (side !== undefined && side !== "versions") backToNow();
  }, [side, backToNow]);
  const isPreviewing = useRef(false);
  isPreviewing.current = preview !== undefined;
  const hasVersions = hasHistory(session);
  const [greeting, setGreeting] = useState(isSample);
  const [open, setOpen] = useState<Open>();
  const close = useCallback(() => setOpen(undefined), []);
  const drawer = useDrawer();
  // Over a table there is little left of the canvas.
  const greets = greeting && drawer.tab === "findings";
  const vertical = useDefaultLayout({ id: "lintel-studio-rows", panelIds: ["canvas", "findings"] });
  // What is read needs more room than what is picked from; each width is remembered by itself.
  const sideId = side === undefined || side === "components" || side === "outline" ? "side" : "reading";
  const columnIds = useMemo(() => [...(side && wide ? [sideId] : []), "middle", ...(wide ? ["inspector"] : [])], [side, sideId, wide]);
  const horizontal = useDefaultLayout({ id: "lintel-studio-columns", panelIds: columnIds });

  const { toggle: toggleFindings, openSheet, show } = drawer;
  const { comments } = session;
  const asked = useSaid((state) => state.asked);
  useEffect(() => {
    if (asked > 0) show("comments");
  }, [asked, show]);
  const comment = useCallback(() => {
    if (comments.mayComment) comments.compose(selectedTarget(editor.derived, editor.ui.getState().selection));
    else show("comments");
  }, [comments, editor, show]);

  const actions: TopBarActions = useMemo(
    () => ({
      share: () => setOpen("share"),
      importFile: () => setOpen("import"),
      exportFiles: () => setOpen("export"),
      showFindings: () => show("findings"),
      showCommands: () => setOpen("commands"),
      showShortcuts: () => setOpen("shortcuts"),
      toggleSide: () => setSide(side ? undefined : "components"),
      makeCopy: onCopy,
    }),
    [show, onCopy, side, setSide],
  );

  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      const mod = event.metaKey || event.ctrlKey;
      const key = event.key.toLowerCase();
      if (mod && key === "k") setOpen("commands");
      else if (mod && key === "j") toggleFindings();
      else if (mod && event.shiftKey && key === "e") setOpen("export");
      else if (mod && event.shiftKey && key === "s") openSheet();
      else if (mod && event.shiftKey && key === "h" && hasVersions) setSide("versions");
      else if (isTyping(event.target)) return;
      else if (event.key === "?" && !mod) setOpen("shortcuts");
      // What is not seen is not changed.
      else if (isPreviewing.current) return;
      else if (mod && event.shiftKey && key === "l" && !editor.readOnly) void layoutRunnerOf(editor).run();
      else if (mod && key === "z" && event.shiftKey) announce(editor.redo(), "Redone", "Nothing to redo");
      else if (mod && key === "z" && editor.ui.getState().recording) undoPick(editor);
      else if (mod && key === "z") announce(editor.undo(), "Undone", "Nothing to undo");
      else if (mod && key === "y") announce(editor.redo(), "Redone", "Nothing to redo");
      else if (key === "m" && !mod && !event.altKey) comment();
      else return;
      event.preventDefault();
    };
    const announce = (label: string | undefined, done: string, nothing: string) => editor.announce(label ? `${done}: ${label}` : nothing);
    window.addEventListener("keydown", onKeyDown);
    return () => window.removeEventListener("keydown", onKeyDown);
  }, [editor, toggleFindings, openSheet, hasVersions, setSide, comment]);

  useEffect(() => {
    const onLeave = (event: BeforeUnloadEvent) => {
      if (session.hasUnsaved()) event.preventDefault();
    };
    const onShow = () => {
      if (document.visibilityState === "visible") void session.refresh();
    };
    window.addEventListener("beforeunload", onLeave);
    document.addEventListener("visibilitychange", onShow);
    return () => {
      window.removeEventListener("beforeunload", onLeave);
      document.removeEventListener("visibilitychange", onShow);
    };
  }, [session]);

  const sidePanel = side ? <SidePanel side={side} session={session} /> : null;
  return (
    <div className="fixed inset-0 flex flex-col overflow-clip">
      <TopBar save={session.save} right={session.right} actions={actions} />
      <OfflineBanner state={session.save} />
      <div className="flex min-h-0 flex-1">
        <nav aria-label="Panels" className="flex w-11 shrink-0 flex-col items-center gap-1 border-r border-line bg-bg py-2 max-sm:hidden">
          {SIDES.filter(({ id, editing }) => !(editing && editor.readOnly) && (id !== "versions" || hasVersions)).map((entry) => (
            <IconButton
              key={entry.id}
              label={entry.title}
              tooltipSide="right"
              aria-pressed={side === entry.id}
              onClick={() => setSide(side === entry.id ? undefined : entry.id)}
              className={side === entry.id ? "bg-accent-soft text-accent" : undefined}
            >
              {entry.icon}
            </IconButton>
          ))}
        </nav>
        <Group orientation="horizontal" defaultLayout={horizontal.defaultLayout} onLayoutChanged={horizontal.onLayoutChanged} className="min-w-0 flex-1">
          {side && wide ? (
            <>
              <Panel key={sideId} id={sideId} defaultSize={sideId === "reading" ? "380px" : "232px"} minSize="180px" maxSize="560px">
                {sidePanel}
              </Panel>
              <Handle />
            </>
          ) : null}
          <Panel id="middle" minSize="30%">
            <Group orientation="vertical" className="relative" defaultLayout={vertical.defaultLayout} onLayoutChanged={vertical.onLayoutChanged}>
              <Panel id="canvas" minSize="25%">
                <main className="relative h-full" aria-label="Canvas" inert={drawer.isMaximised}>
                  {/* React Flow makes its nodes visible whatever they stand in. */}
                  <div className={preview ? "h-full opacity-0" : "h-full"} inert={preview !== undefined} aria-hidden={preview !== undefined}>
                    <ErrorBoundary what="The canvas">
                      <Canvas readOnly={editor.readOnly} {...(greets ? { insets: BESIDE_FIRST_FIX } : {})} onImport={actions.importFile} onTemplate={() => setOpen("templates")} />
                    </ErrorBoundary>
                  </div>
                  {preview ? (
                    <ErrorBoundary what="The version">
                      <PreviewCanvas preview={preview} covered={side && !wide && !small ? OVER_CANVAS : 0} onClose={backToNow} />
                    </ErrorBoundary>
                  ) : null}
                  {greets && !preview ? <FirstFix onGone={() => setGreeting(false)} /> : null}
                  {!wide && side ? (
                    <div className={`absolute inset-y-0 left-0 z-10 border-r border-line bg-bg shadow-float max-sm:w-full ${sideId === "reading" ? "w-96" : "w-64"}`}>
                      {sidePanel}
                    </div>
                  ) : null}
                </main>
              </Panel>
              <Handle vertical />
              <Panel id="findings" panelRef={drawer.panel} defaultSize={small ? "34%" : "28%"} minSize="96px" collapsible collapsedSize="0px">
                <Drawer drawer={drawer} mayManage={session.right === "manage"} />
              </Panel>
            </Group>
          </Panel>
          {wide ? (
            <>
              <Handle />
              <Panel id="inspector" defaultSize="340px" minSize="260px" maxSize="560px">
                <ErrorBoundary what="The inspector">
                  <EditorProvider editor={preview?.editor ?? editor}>
                    <Inspector key={preview ? "version" : "now"} />
                  </EditorProvider>
                </ErrorBoundary>
              </Panel>
            </>
          ) : null}
        </Group>
      </div>
      {wide ? null : (
        <EditorProvider editor={preview?.editor ?? editor}>
          <InspectorSheet key={preview ? "version" : "now"} bottom={small} />
        </EditorProvider>
      )}
      <Announcer />
      {open === "share" ? <ShareDialog session={session} onClose={close} /> : null}
      {open === "import" ? <ImportDialog onClose={close} /> : null}
      {open === "export" ? <ExportDialog onClose={close} /> : null}
      {open === "templates" ? <TemplateDialog onClose={close} /> : null}
      {open === "shortcuts" ? <ShortcutsDialog onClose={close} /> : null}
      {open === "commands" ? (
        <CommandPalette
          onClose={close}
          actions={{
            ...actions,
            toggleFindings,
            openSheet,
            comment,
            showComments: () => show("comments"),
            newFromTemplate: () => setOpen("templates"),
            showSide: setSide,
            hasVersions,
            copied: (what) => toast.show(`${what} copied`),
          }}
        />
      ) : null}
    </div>
  );
}

/** Whether the versions of a design are open to whoever looks at it; those of the sample come with the first change. */
const hasHistory = (session: Session): boolean => session.historyId() !== undefined || session.right === "manage";

function SidePanel({ side, session }: { readonly side: Side; readonly session: Session }) {
  return (
    <aside aria-label={SIDES.find((entry) => entry.id === side)?.title ?? ""} className="h-full bg-bg">
      <ErrorBoundary what="This panel">
        <SideContent side={side} session={session} />
      </ErrorBoundary>
    </aside>
  );
}

function SideContent({ side, session }: { readonly side: Side; readonly session: Session }) {
  switch (side) {
    case "components":
      return <Palette />;
    case "outline":
      return <Outline />;
    case "flows":
      return <FlowsPanel />;
    case "analyses":
      return <AnalysesPanel />;
    case "decisions":
      return <DecisionsPanel />;
    case "documents":
      return <DocumentsPanel />;
    case "versions":
      return <VersionsPanel session={session} />;
  }
}

function Handle({ vertical = false }: { readonly vertical?: boolean }) {
  return (
    <Separator
      className={`${vertical ? "h-px" : "w-px"} relative shrink-0 bg-line outline-none transition-colors hover:bg-accent focus-visible:bg-accent data-[separator=active]:bg-accent`}
    />
  );
}

/** On narrow screens the inspector comes as a sheet while one thing is selected. */
function InspectorSheet({ bottom }: { readonly bottom: boolean }) {
  const editor = useEditor();
  // A property of a flow is opened in its own panel.
  const focus = useUi((state) => (state.focus?.of === undefined ? state.focus : undefined));
  const [asked, setAsked] = useState<number>();
  const selection = useUi((state) => state.selection);
  const wanted = focus !== undefined && asked !== focus.request;
  return (
    <>
      {selection.length === 1 && !wanted ? (
        <button
          type="button"
          onClick={() => editor.reveal(selection, "name")}
          className="fixed right-3 bottom-3 z-20 h-9 rounded-md border border-line-strong bg-raised px-3 font-medium shadow-float outline-none focus-visible:outline-2 focus-visible:outline-focus"
        >
          Properties
        </button>
      ) : null}
      <Dialog open={wanted} onOpenChange={(next) => next || setAsked(focus?.request)} title="Properties" place={bottom ? "bottom" : "right"}>
        <div className="-mx-4 h-full">
          <Inspector />
        </div>
      </Dialog>
    </>
  );
}

/** Says politely to screen readers what just happened. */
function Announcer() {
  const text = useUi((state) => state.announcement);
  return (
    <div aria-live="polite" className="sr-only">
      {text}
    </div>
  );
}
