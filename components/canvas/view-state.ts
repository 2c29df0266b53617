import { createStore, type StoreApi } from "zustand/vanilla";
import type { Rectangle } from "#lib/model/geometry.ts";
import type { Id } from "#lib/model/schema.ts";
import type { Point } from "./scene.ts";

/** End of a connection. */
export type End = "from" | "to";

/** What the pointer is doing right now; it becomes a command when the button is let go. */
export type Gesture =
  /** Elements are dragged; `moved` is all that goes along, `over` the boundary they would land in. */
  | { readonly type: "move"; readonly ids: readonly Id[]; readonly moved: ReadonlySet<Id>; readonly by: Point; readonly over: Id | undefined }
  | { readonly type: "marquee"; readonly rectangle: Rectangle }
  /** A connection is drawn from a component, or one end of an existing one is carried elsewhere. */
  | { readonly type: "connect"; readonly from: Id; readonly at: Point; readonly over: Id | undefined; readonly replacing?: { readonly id: Id; readonly end: End } }
  | { readonly type: "resize"; readonly id: Id; readonly rectangle: Rectangle };

/** Elements that stand in the page as elements of their own; everything else in view is painted. */
export interface Mounted {
  readonly cards: ReadonlySet<Id>;
  readonly boundaries: ReadonlySet<Id>;
  readonly connections: ReadonlySet<Id>;
}

/** A menu at a place. */
export interface OpenMenu {
  /** Place on the screen. */
  readonly screen: Point;
  /** Place on the canvas. */
  readonly at: Point;
}

/** What only the canvas knows, and only for the moment. */
export interface ViewState {
  readonly gesture: Gesture | undefined;
  /** Nothing while everything is painted. */
  readonly mounted: Mounted | undefined;
  readonly contextMenu: (OpenMenu & { readonly target: Id | undefined }) | undefined;
  /** Kinds to choose from; with `from`, what is chosen is connected to that component. */
  readonly quickAdd: (OpenMenu & { readonly from: Id | undefined }) | undefined;
  /** Space is held: the pointer pans. */
  readonly panning: boolean;
}

export type ViewStore = StoreApi<ViewState>;

export const createViewStore = (): ViewStore =>
  createStore<ViewState>(() => ({ gesture: undefined, mounted: undefined, contextMenu: undefined, quickAdd: undefined, panning: false }));
