"use client";

import { Maximize2, Minimize2 } from "lucide-react";
import dynamic from "next/dynamic";
import { Activity, type KeyboardEvent, useCallback, useMemo, useState } from "react";
import { usePanelRef } from "react-resizable-panels";
import { CommentsPanel } from "#components/comments/comments-panel.tsx";
import { useSaid } from "#components/comments/use-comments.tsx";
import { IconButton } from "#components/ui/button.tsx";
import { Tab, TabList, TabPanel, Tabs } from "#components/ui/tabs.tsx";
import { isUnread } from "#lib/editor/comments.ts";
import { ErrorBoundary } from "./error-boundary.tsx";
import { FindingsPanel } from "./findings/findings-panel.tsx";
import { useRemembered } from "./use-remembered.ts";

const SheetsPanel = dynamic(() => import("#components/sheets/sheets-panel.tsx").then((module) => module.SheetsPanel), { ssr: false });

/** Height of the drawer that sheets ask for, and below which they do, in percent. */
const FOR_SHEETS = 48;
const LEAST_FOR_SHEETS = 36;
const TABS = ["findings", "sheets", "comments"] as const;
/** What the drawer shows. */
export type DrawerTab = (typeof TABS)[number];
const isTab = (text: string): text is DrawerTab => TABS.some((tab) => tab === text);
const isText = (_text: string): _text is string => true;

/** The drawer below the canvas: what is in it, and how it is opened. */
export function useDrawer() {
  const panel = usePanelRef();
  const [tab, setTab] = useRemembered<DrawerTab>("lintel-drawer", "findings", isTab);
  const [sheet, setSheet] = useRemembered("lintel-sheet", "endpoints", isText);
  const [isMaximised, setMaximised] = useState(false);
  const [request, setRequest] = useState(0);

  const show = useCallback(
    (wanted: DrawerTab) => {
      setTab(wanted);
      panel.current?.expand();
      // A table needs more room than a list.
      if (wanted === "sheets" && (panel.current?.getSize().asPercentage ?? 100) < LEAST_FOR_SHEETS) panel.current?.resize(`${FOR_SHEETS}%`);
    },
    [panel, setTab],
  );
  /** Shows the sheets, a given one or the last, and takes the keys there. */
  const openSheet = useCallback(
    (id?: string) => {
      if (id !== undefined) setSheet(id);
      setRequest((before) => before + 1);
      show("sheets");
    },
    [setSheet, show],
  );
  const toggle = useCallback(() => {
    setMaximised(false);
    if (panel.current?.isCollapsed()) panel.current.expand();
    else panel.current?.collapse();
  }, [panel]);
  return useMemo(
    () => ({ panel, tab, show, sheet, setSheet, openSheet, request, toggle, isMaximised, setMaximised }),
    [panel, tab, show, sheet, setSheet, openSheet, request, toggle, isMaximised],
  );
}

/** Findings, sheets and comments, one at a time; over the canvas when there is much to do. */
export function Drawer({ drawer, mayManage }: { readonly drawer: ReturnType<typeof useDrawer>; readonly mayManage: boolean }) {
  const { tab, show, openSheet, isMaximised, setMaximised } = drawer;
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== "Escape" || event.defaultPrevented || !isMaximised) return;
    event.preventDefault();
    setMaximised(false);
  };
  return (
    <Tabs
      role="region"
      aria-label="Drawer"
      value={tab}
      onValueChange={(value) => isTab(value) && show(value)}
      onKeyDown={onKeyDown}
      className={isMaximised ? "absolute inset-0 z-20 flex min-h-0 flex-col bg-bg" : "flex h-full min-h-0 flex-col bg-bg"}
    >
      <div className="flex shrink-0 items-stretch border-b border-line">
        <TabList aria-label="Below the canvas" className="flex-1 border-b-0">
          <Tab value="findings">Findings</Tab>
          <Tab value="sheets">Sheets</Tab>
          <Tab value="comments">
            Comments
            <UnreadCount />
          </Tab>
        </TabList>
        <IconButton
          label={isMaximised ? "Restore the drawer" : "Maximise the drawer"}
          size="sm"
          tooltipSide="left"
          aria-pressed={isMaximised}
          onClick={() => {
            setMaximised(!isMaximised);
            // The keys go on where they were: in the sheet.
            if (tab === "sheets") openSheet();
          }}
          className="mr-1 self-center"
        >
          {isMaximised ? <Minimize2 aria-hidden size={14} /> : <Maximize2 aria-hidden size={14} />}
        </IconButton>
      </div>
      {/* Both keep their state while the other one is shown. */}
      <TabPanel value="findings" forceMount tabIndex={-1} hidden={tab !== "findings"} className="min-h-0 flex-1">
        <Activity mode={tab === "findings" ? "visible" : "hidden"}>
          <ErrorBoundary what="The findings panel">
            <FindingsPanel />
          </ErrorBoundary>
        </Activity>
      </TabPanel>
      <TabPanel value="comments" tabIndex={-1} className="min-h-0 flex-1">
        <ErrorBoundary what="The comments">
          <CommentsPanel mayManage={mayManage} />
        </ErrorBoundary>
      </TabPanel>
      <TabPanel value="sheets" tabIndex={-1} className="min-h-0 flex-1">
        <ErrorBoundary what="The sheets">
          <SheetsPanel sheet={drawer.sheet} onSheet={drawer.setSheet} request={drawer.request} />
        </ErrorBoundary>
      </TabPanel>
    </Tabs>
  );
}

/** How many conversations have something new. */
function UnreadCount() {
  const count = useSaid(({ threads, read }) => (threads ?? []).filter((thread) => isUnread(thread, read)).length);
  if (count === 0) return null;
  return (
    <span className="tabular rounded-full bg-accent px-1.5 text-[11px] leading-4 font-semibold text-accent-text">
      {count}
      <span className="sr-only"> unread</span>
    </span>
  );
}
