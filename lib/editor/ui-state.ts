import { createStore, type StoreApi } from "zustand/vanilla";
import type { BoundaryKind } from "#lib/model/boundary.ts";
import type { ElementChange } from "#lib/model/compare.ts";
import type { Id } from "#lib/model/schema.ts";
import type { ElementMark } from "./element-mark.ts";
import type { Recording } from "./recording.ts";

/** What stands beside the canvas, one at a time. */
export type SidePanel = "components" | "outline" | "flows" | "analyses" | "decisions" | "documents" | "versions";

/** What dies with the tab: selection, what is open, what is lit. */
export interface UiState {
  /** Ids of selected components, connections and boundaries. */
  readonly selection: readonly Id[];
  /** Property that the inspector opens and focuses (`timeoutMs`, `breaker.openMs`); a new `request` focuses the same one again. */
  readonly focus:
    | { readonly property: string; readonly request: number; /** The flow or saga that has the property; else it is of what is selected. */ readonly of?: Id }
    | undefined;
  /** Element that the canvas brings into view; a new `request` centres the same one again. */
  readonly reveal: { readonly ids: readonly Id[]; readonly request: number } | undefined;
  /** Elements lit as one path, by a finding or a flow. */
  readonly lit: readonly Id[];
  /** The panel beside the canvas, or none; nothing while nobody has chosen yet. */
  readonly side: SidePanel | "none" | undefined;
  /** Flow or saga that is open in its panel. */
  readonly flow: Id | undefined;
  /** The walk that is being recorded on the canvas. */
  readonly recording: Recording | undefined;
  /** The analysis that is open (the list of them when none is named) and what it is asked about; nothing while nobody has chosen yet. */
  readonly analysis: { readonly id: string | undefined; readonly subject: Id | undefined } | undefined;
  /** Short words of an analysis beside elements: `40ms`, `fails`. */
  readonly marks: readonly ElementMark[];
  /** What happened to elements between two versions that are drawn over each other. */
  readonly compared: ReadonlyMap<Id, ElementChange["kind"]>;
  /** Kind of boundary drawn as containers first. */
  readonly groupBy: BoundaryKind;
  /** Element whose name is edited in place. */
  readonly renaming: Id | undefined;
  /** A connection that is drawn with the keyboard: the component it starts at, and what was typed of the other's name. */
  readonly connecting: { readonly from: Id; readonly typed: string } | undefined;
  /** Key of the finding that is selected in the panel. */
  readonly finding: string | undefined;
  /** Whether the canvas shows what the rules say. */
  readonly showsFindings: boolean;
  /** Last thing said to screen readers. */
  readonly announcement: string;
}

/** The store of what dies with the tab. */
export type UiStore = StoreApi<UiState>;

/** A fresh store. */
export const createUiStore = (): UiStore =>
  createStore<UiState>(() => ({
    selection: [],
    focus: undefined,
    reveal: undefined,
    lit: [],
    marks: [],
    compared: new Map(),
    side: undefined,
    flow: undefined,
    recording: undefined,
    analysis: undefined,
    groupBy: "context",
    renaming: undefined,
    connecting: undefined,
    finding: undefined,
    showsFindings: true,
    announcement: "",
  }));
