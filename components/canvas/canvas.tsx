"use client";

import "@xyflow/react/dist/base.css";
import "./canvas.css";
import { Background, BackgroundVariant, ReactFlow, ReactFlowProvider, ViewportPortal } from "@xyflow/react";
import { type CSSProperties, type DragEvent, useCallback, useEffect, useMemo, useRef, useState } from "react";
import { useStore } from "zustand";
import { useChecked, useDerived, useEditor, useUi } from "#components/studio/use-editor.tsx";
import type { Derived } from "#lib/editor/derived.ts";
import { kindOf } from "#lib/catalog/kinds.ts";
import { addBoundary, addComponent } from "#lib/editor/commands/add.ts";
import { BOUNDARY_KINDS, type BoundaryKind } from "#lib/model/boundary.ts";
import { COMPONENT_KINDS, type Component, type ComponentKind } from "#lib/model/component.ts";
import { connectionEntry } from "#lib/catalog/connections.ts";
import type { Id } from "#lib/model/schema.ts";
import { AnalysisMarks } from "./analysis-marks.tsx";
import { BoundaryFills } from "./boundary-fills.tsx";
import { BoundaryFrame } from "./boundary-frame.tsx";
import { type Camera, DETAIL, type Insets, useCamera, ZOOM } from "./camera.ts";
import { CanvasMenu } from "./canvas-menu.tsx";
import { ComponentCard } from "./component-card.tsx";
import { ComparedLayer } from "./compared-layer.tsx";
import { ConnectionEnds, ConnectionLine, ConnectionPill } from "./connection-line.tsx";
import { EmptyCanvas } from "./empty-canvas.tsx";
import { layoutRunnerOf } from "./layout/layout-runner.ts";
import { Nodes } from "./nodes.ts";
import { PaintedLayer } from "./painted-layer.tsx";
import { PeopleLayer } from "./people-layer.tsx";
import { QuickAdd } from "./quick-add.tsx";
import { ConnectBanner } from "./connect-banner.tsx";
import { RecordingBanner } from "./recording-banner.tsx";
import { RenameField } from "./rename-field.tsx";
import { movedScene, resizedScene, type Scene, sceneOf } from "./scene.ts";
import { useArrival } from "./use-arrival.ts";
import { useDetail } from "./use-detail.ts";
import { useKeyboard } from "./use-keyboard.ts";
import { usePointer } from "./use-pointer.ts";
import { useRecording } from "./use-recording.ts";
import { ViewControls } from "./view-controls.tsx";
import { createViewStore, type Gesture, type Mounted } from "./view-state.ts";

export interface CanvasProps {
  /** Only to look at: nothing can be changed, everything can be selected and shown. */
  readonly readOnly?: boolean;
  /** Space that floating panels cover, in pixels. */
  readonly insets?: Insets;
  /** Starts an import; offered on an empty canvas. */
  readonly onImport?: () => void;
  /** Chooses a template; offered on an empty canvas. */
  readonly onTemplate?: () => void;
}

const NO_INSETS: Insets = { top: 0, right: 0, bottom: 0, left: 0 };
const NO_FINDINGS: Derived["findingsByElement"] = new Map();
const NODE_TYPES = { card: ComponentCard, boundary: BoundaryFrame };
const PAN_BUTTONS = [1, 2];
const NO_EDGES: never[] = [];
const ZOOM_KEYS = ["Meta", "Control"];
const FLOW_STYLE: CSSProperties = { background: "transparent" };

/** The drawing of the design that is open: cards, boundaries, connections, and all that is done to them by mouse and keyboard. */
export function Canvas(props: CanvasProps) {
  return (
    <ReactFlowProvider>
      <Surface {...props} />
    </ReactFlowProvider>
  );
}

function Surface({ readOnly = false, insets = NO_INSETS, onImport, onTemplate }: CanvasProps) {
  const editor = useEditor();
  const recorder = useRecording();
  const { recording } = recorder;
  // While a walk is recorded, what is drawn stays as it is.
  const fixed = readOnly || editor.readOnly || recording !== undefined;
  const camera = useCamera();
  const [view] = useState(createViewStore);
  const layout = layoutRunnerOf(editor);
  const root = useRef<HTMLDivElement>(null);

  const base = useArrival(useScene(), layout, camera, insets, useUnplaced());
  const gesture = useStore(view, (state) => state.gesture);
  const mounted = useStore(view, (state) => state.mounted);
  const panning = useStore(view, (state) => state.panning);
  const contextMenu = useStore(view, (state) => state.contextMenu);
  const quickAdd = useStore(view, (state) => state.quickAdd);
  const scene = useMemo(() => withGesture(base, gesture), [base, gesture]);
  const selection = useSet(useUi((state) => state.selection));
  const litByOthers = useUi((state) => state.lit);
  const lit = useLit(base, recording ? recorder.walk : litByOthers);
  const marks = useUi((state) => state.marks);
  const compared = useUi((state) => state.compared);
  const renaming = useUi((state) => state.renaming);
  const connecting = useUi((state) => state.connecting?.from);
  const reveal = useUi((state) => state.reveal);

  useDetail(camera, view, base);
  const zoomLevel = useZoomLevel(camera);

  const latestScene = useRef(base);
  latestScene.current = base;
  const sceneNow = useCallback(() => latestScene.current, []);
  const pointer = usePointer({ editor, camera, view, scene: sceneNow, readOnly: fixed });
  const keyboard = useKeyboard({ editor, camera, view, scene: sceneNow, insets, readOnly: fixed, cancelGesture: pointer.cancel, cancelRecording: recorder.cancel });
  const { cancel: _cancel, ...pointerHandlers } = pointer;
  const { openQuickAdd, ...keyHandlers } = keyboard;

  const [nodes] = useState(() => new Nodes());
  const target = gesture?.type === "connect" ? gesture.over : connecting === undefined ? undefined : [...selection].findLast((id) => base.cards.has(id) && id !== connecting);
  const over = gesture?.type === "move" ? gesture.over : undefined;
  const list = useMemo(() => (mounted ? nodes.of(scene, mounted, { selection, lit, target, over }) : []), [nodes, scene, mounted, selection, lit, target, over]);

  const focus = useCallback(() => root.current?.focus({ preventScroll: true }), []);
  const closeQuickAdd = useCallback(() => view.setState({ quickAdd: undefined }), [view]);

  // Something asked for these elements to be shown.
  const shown = useRef(reveal?.request);
  useEffect(() => {
    if (!reveal || reveal.request === shown.current) return;
    shown.current = reveal.request;
    const bounds = latestScene.current.boundsOf(reveal.ids);
    if (bounds) camera.reveal(bounds, insets);
  }, [reveal, camera, insets]);

  const empty = base.cards.size === 0 && base.boundaries.size === 0;
  const active = activeOf(base, selection);
  return (
    // An application of its own: arrow keys and letters are commands here, and the active element is named below.
    <div
      ref={root}
      className="lintel-canvas"
      role="application"
      aria-label="Canvas"
      aria-roledescription="drawing of the design"
      aria-describedby="canvas-help"
      aria-activedescendant={active ? "canvas-active" : undefined}
      tabIndex={0}
      data-zoom={zoomLevel}
      data-lit={lit.size > 0 && !recording ? "" : undefined}
      data-recording={recording ? "" : undefined}
      data-readonly={fixed ? "" : undefined}
      data-panning={panning ? "" : undefined}
      data-gesture={gesture?.type}
      {...pointerHandlers}
      {...keyHandlers}
      {...(fixed ? {} : dropTarget(editor, camera))}
    >
      <p id="canvas-help" className="sr-only">
        {recording
          ? "A flow is being recorded. Arrow keys and Tab choose, Enter or Space takes what is chosen as the next step, Enter once more finishes, Backspace takes the last step back, Escape gives up."
          : "Arrow keys select the next component, Tab goes through components and connections, Enter renames, C connects to what the arrow keys or a typed name choose, N adds. Escape steps back."}
      </p>
      <div id="canvas-active" role="group" className="sr-only" aria-roledescription={active?.role} aria-label={active?.label} />
      <BoundaryFills camera={camera} scene={scene} mounted={mounted?.boundaries} over={over} />
      <PaintedLayer camera={camera} base={base} scene={scene} gesture={gesture} mounted={mounted} selection={selection} lit={lit} />
      <ReactFlow
        nodes={list}
        edges={NO_EDGES}
        nodeTypes={NODE_TYPES}
        minZoom={ZOOM.least}
        maxZoom={ZOOM.most}
        panOnDrag={PAN_BUTTONS}
        panOnScroll
        panOnScrollSpeed={1}
        panActivationKeyCode={panning ? "Space" : null}
        zoomActivationKeyCode={ZOOM_KEYS}
        zoomOnScroll={false}
        zoomOnDoubleClick={false}
        nodesDraggable={false}
        nodesConnectable={false}
        nodesFocusable={false}
        elementsSelectable={false}
        elevateNodesOnSelect={false}
        disableKeyboardA11y
        deleteKeyCode={null}
        selectionKeyCode={null}
        multiSelectionKeyCode={null}
        style={FLOW_STYLE}
        proOptions={{ hideAttribution: true }}
      >
        {zoomLevel === "full" ? <Background variant={BackgroundVariant.Dots} gap={24} size={1.4} color="var(--canvas-dot)" bgColor="transparent" /> : null}
        <ViewportPortal>
          {mounted ? <Connections scene={scene} mounted={mounted} selection={selection} lit={lit} readOnly={fixed} /> : null}
          <ComparedLayer camera={camera} scene={scene} compared={compared} />
          <AnalysisMarks camera={camera} scene={scene} marks={recording ? recorder.marks : marks} />
          <GestureMarks scene={scene} gesture={gesture} connecting={connecting} target={target} />
        </ViewportPortal>
      </ReactFlow>
      <PeopleLayer camera={camera} scene={scene} root={root} />
      {empty && !quickAdd ? <EmptyCanvas onImport={fixed ? undefined : onImport} onTemplate={fixed ? undefined : onTemplate} /> : null}
      {recording ? <RecordingBanner recorder={recorder} onDone={focus} /> : null}
      {connecting !== undefined && !fixed ? <ConnectBanner target={target} onAdd={openQuickAdd} onDone={focus} /> : null}
      <ViewControls camera={camera} scene={base} insets={insets} readOnly={fixed} />
      {renaming !== undefined && !fixed ? <RenameField key={renaming} editor={editor} camera={camera} scene={base} insets={insets} id={renaming} onDone={focus} /> : null}
      {quickAdd ? (
        <QuickAdd
          at={within(root.current, quickAdd.screen)}
          from={quickAdd.from === undefined ? undefined : base.cards.get(quickAdd.from)?.component.name}
          room={camera.size}
          onClose={() => {
            closeQuickAdd();
            focus();
          }}
          onChoose={(kind) => {
            const { at, from } = quickAdd;
            closeQuickAdd();
            addComponent(editor, kind, at, {}, from);
          }}
        />
      ) : null}
      {contextMenu ? (
        <CanvasMenu
          key={`${contextMenu.screen.x} ${contextMenu.screen.y}`}
          editor={editor}
          view={view}
          open={contextMenu}
          layout={layout}
          readOnly={fixed}
          onClosed={() => {
            view.setState({ contextMenu: undefined });
            if (editor.ui.getState().renaming === undefined && !view.getState().quickAdd) focus();
          }}
        />
      ) : null}
      <Announcer />
    </div>
  );
}

/** The scene of the design as it stands; what did not change stays the same object. */
function useScene(): Scene {
  const derived = useDerived();
  const { findingsByElement } = useChecked();
  const groupBy = useUi((state) => state.groupBy);
  const showsFindings = useUi((state) => state.showsFindings);
  const before = useRef<Scene>(undefined);
  const shown = showsFindings ? findingsByElement : NO_FINDINGS;
  return useMemo(() => (before.current = sceneOf(derived, shown, groupBy, before.current)), [derived, shown, groupBy]);
}

/** What is lit: the elements named, the ends of connections named, and the connections among components when only components are named. */
function useLit(scene: Scene, ids: readonly Id[]): ReadonlySet<Id> {
  return useMemo(() => {
    const lit = new Set(ids);
    const named = ids.flatMap((id) => scene.connections.get(id)?.connection ?? []);
    for (const { from, to } of named) lit.add(from).add(to);
    if (named.length > 0) return lit;
    for (const { id, connection } of scene.connections.values()) if (connection.from !== connection.to && lit.has(connection.from) && lit.has(connection.to)) lit.add(id);
    return lit;
  }, [scene, ids]);
}

/** Whether the design came without any places, as an import or a text file does. */
function useUnplaced(): boolean {
  const { design } = useDerived();
  return useMemo(() => design.components.length > 1 && !design.components.some(({ id }) => design.layout?.components && Object.hasOwn(design.layout.components, id)), [design]);
}

const useSet = (ids: readonly Id[]): ReadonlySet<Id> => useMemo(() => new Set(ids), [ids]);

function withGesture(base: Scene, gesture: Gesture | undefined): Scene {
  if (gesture?.type === "move") return movedScene(base, gesture.moved, gesture.by);
  if (gesture?.type === "resize") return resizedScene(base, gesture.id, gesture.rectangle);
  return base;
}

/** How much is shown on a card at the present zoom. */
function useZoomLevel(camera: Camera): "full" | "name" {
  const [level, setLevel] = useState<"full" | "name">("full");
  useEffect(() => {
    const update = () => setLevel(camera.view.zoom >= DETAIL.full ? "full" : "name");
    update();
    return camera.subscribe(update);
  }, [camera]);
  return level;
}

interface ConnectionsProps {
  readonly scene: Scene;
  readonly mounted: Mounted;
  readonly selection: ReadonlySet<Id>;
  readonly lit: ReadonlySet<Id>;
  readonly readOnly: boolean;
}

/** Lines and labels of the connections in view, in canvas coordinates. */
function Connections({ scene, mounted, selection, lit, readOnly }: ConnectionsProps) {
  const views = [...mounted.connections].flatMap((id) => scene.connections.get(id) ?? []);
  const [only] = selection;
  const ends = readOnly || selection.size !== 1 || only === undefined ? undefined : scene.connections.get(only);
  return (
    <>
      <svg className="canvas-lines" aria-hidden>
        {views.map((view) => (
          <ConnectionLine key={view.id} view={view} selected={selection.has(view.id)} lit={lit.has(view.id)} />
        ))}
      </svg>
      {ends ? <ConnectionEnds view={ends} /> : null}
      {views.map((view) => (
        <ConnectionPill key={view.id} view={view} selected={selection.has(view.id)} lit={lit.has(view.id)} />
      ))}
    </>
  );
}

/** What is drawn for the moment: the marquee, and the line of a connection on its way. */
function GestureMarks({
  scene,
  gesture,
  connecting,
  target,
}: {
  readonly scene: Scene;
  readonly gesture: Gesture | undefined;
  readonly connecting: Id | undefined;
  readonly target: Id | undefined;
}) {
  if (gesture?.type === "marquee") {
    const { x, y, width, height } = gesture.rectangle;
    return <div className="canvas-marquee" style={{ width, height, transform: `translate(${x}px, ${y}px)` }} />;
  }
  const from = gesture?.type === "connect" ? gesture.from : connecting;
  const start = from === undefined ? undefined : scene.cards.get(from)?.rectangle;
  const reached = target === undefined ? undefined : scene.cards.get(target)?.rectangle;
  const end = reached ? { x: reached.x + reached.width / 2, y: reached.y + reached.height / 2 } : gesture?.type === "connect" ? gesture.at : undefined;
  if (!start || !end) return null;
  return (
    <svg className="canvas-lines" aria-hidden style={{ zIndex: 4 }}>
      <path className="canvas-drawn-line" d={`M${start.x + start.width / 2} ${start.y + start.height / 2}L${end.x} ${end.y}`} />
      <circle cx={end.x} cy={end.y} r={4} fill="var(--accent)" />
    </svg>
  );
}

/** What a screen reader says about the selected element. */
function activeOf(scene: Scene, selection: ReadonlySet<Id>): { readonly role: string; readonly label: string } | undefined {
  const id = [...selection].at(-1);
  if (id === undefined) return undefined;
  const card = scene.cards.get(id);
  if (card) return { role: "component", label: card.label };
  const boundary = scene.boundaries.get(id);
  if (boundary) return { role: "boundary", label: boundary.label };
  const connection = scene.connections.get(id);
  return connection && { role: `connection, ${connectionEntry(connection.connection.kind).title.toLowerCase()}`, label: connection.label };
}

/** Says to screen readers what happened. */
function Announcer() {
  const announcement = useUi((state) => state.announcement);
  return (
    <div role="status" aria-live="polite" className="sr-only">
      {announcement}
    </div>
  );
}

const within = (element: HTMLElement | null, screen: { readonly x: number; readonly y: number }) => {
  const box = element?.getBoundingClientRect();
  return { x: screen.x - (box?.left ?? 0), y: screen.y - (box?.top ?? 0) };
};

const KIND = "application/x-lintel-kind";
const BOUNDARY = "application/x-lintel-boundary";

/** Takes what is dragged from the palette: a kind, a kind with properties as JSON, or a kind of boundary. */
function dropTarget(editor: ReturnType<typeof useEditor>, camera: Camera) {
  return {
    onDragOver: (event: DragEvent<HTMLElement>) => {
      if (!event.dataTransfer.types.includes(KIND) && !event.dataTransfer.types.includes(BOUNDARY)) return;
      event.preventDefault();
      event.dataTransfer.dropEffect = "copy";
    },
    onDrop: (event: DragEvent<HTMLElement>) => {
      const at = camera.toCanvas({ x: event.clientX, y: event.clientY });
      const dropped = readKind(event.dataTransfer.getData(KIND));
      const boundary = BOUNDARY_KINDS.find((kind): kind is BoundaryKind => kind === event.dataTransfer.getData(BOUNDARY));
      if (!dropped && !boundary) return;
      event.preventDefault();
      event.currentTarget.focus({ preventScroll: true });
      if (dropped) addComponent(editor, dropped.kind, at, dropped.properties);
      else if (boundary) addBoundary(editor, boundary, at);
    },
  };
}

function readKind(text: string): { readonly kind: ComponentKind; readonly properties: Partial<Component> } | undefined {
  const named = COMPONENT_KINDS.find((kind) => kind === text);
  if (named) return { kind: named, properties: {} };
  if (!text.startsWith("{")) return undefined;
  try {
    const { kind, ...properties } = JSON.parse(text) as Partial<Component>; // Written by our own palette; the kind is checked below.
    const known = COMPONENT_KINDS.find((candidate) => candidate === kind);
    return known && { kind: kindOf(known).kind, properties };
  } catch {
    return undefined; // Something else was dragged here.
  }
}
