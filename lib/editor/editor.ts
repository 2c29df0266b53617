import * as Y from "yjs";
import { type Config, type Design, REQUIREMENT_PARTS } from "#lib/model/design.ts";
import { freshAmong, slugOf, takenIds } from "#lib/model/edit.ts";
import { type Dice, withOwnPart } from "#lib/model/own-id.ts";
import { isSameValue } from "#lib/model/same-value.ts";
import type { Id } from "#lib/model/schema.ts";
import type { SharedDesign } from "#lib/sync/shared-design.ts";
import { Checks, type Pace } from "./checks.ts";
import { Derived } from "./derived.ts";
import { withOwnIds } from "./own-ids.ts";
import { withoutGone } from "./recording.ts";
import { createUiStore, type UiStore } from "./ui-state.ts";

/** What the studio needs to know about the moment; given from outside, since this part has no clock. */
export interface EditorEnvironment {
  /** Today as `2026-11-21`. */
  readonly today?: string;
  readonly readOnly?: boolean;
  /** Only title, description and requirements may be changed: a product manager has it open. */
  readonly requirementsOnly?: boolean;
  /** How the rules are set around the design: by its workspace. */
  readonly rulesAround?: Config;
  /** Chance, for ids that nobody else makes at the same time; without it ids are plain names, counted up. */
  readonly dice?: Dice;
  /** Time for checking between frames; without it a design is checked when somebody asks for its findings. */
  readonly pace?: Pace;
}

/** One step of the history, as a person would call it. */
export interface HistoryStep {
  readonly label: string;
}

/**
 * The studio without a screen: one design being edited, its undo history, the selection, the live findings.
 * Data comes down as `derived` values; change goes up through `run`, one named step at a time.
 */
export class Editor {
  readonly shared: SharedDesign;
  readonly ui: UiStore = createUiStore();
  /** Whether the design can only be looked at; its requirements may be changed all the same when `writesRequirements` says so. */
  readonly readOnly: boolean;
  readonly writesRequirements: boolean;
  readonly #undo: Y.UndoManager;
  readonly #today: string | undefined;
  readonly #dice: Dice | undefined;
  readonly #listeners = new Set<() => void>();
  #rulesAround: Config;
  #derived: Derived;
  readonly #checks: Checks | undefined;
  readonly #waiting: (() => void)[] = [];
  #request = 0;

  constructor(shared: SharedDesign, environment: EditorEnvironment = {}) {
    this.shared = shared;
    const { readOnly = false, requirementsOnly = false } = environment;
    this.readOnly = readOnly || requirementsOnly;
    this.writesRequirements = !readOnly;
    this.#today = environment.today;
    this.#rulesAround = environment.rulesAround ?? {};
    this.#derived = this.#derive(shared.design);
    this.#dice = environment.dice;
    this.#checks = environment.pace && new Checks(environment.pace, this.#derived, () => this.#notify());
    this.#undo = new Y.UndoManager(shared.root, { trackedOrigins: new Set([this]), captureTimeout: 0 });
    this.#undo.on("stack-item-added", () => this.#notify());
    this.#undo.on("stack-item-popped", () => this.#notify());
    shared.subscribe(({ design }) => {
      this.#derived = this.#derive(design);
      this.#checks?.begin(this.#derived);
      this.#forgetWhatIsGone();
      this.#notify();
    });
  }

  /** The design as it stands. */
  get design(): Design {
    return this.#derived.design;
  }
  /** What follows from the design as it stands: index, placement, and findings for whoever cannot wait. A new object after every change. */
  get derived(): Derived {
    return this.#derived;
  }
  /** What follows from the newest design whose findings are known: `derived`, or what it was a moment ago. */
  get checked(): Derived {
    return this.#checks?.done ?? this.#derived;
  }
  /** Calls back once the findings of the design as it stands are known. */
  onceChecked(callback: () => void): void {
    if (this.checked === this.#derived) callback();
    else this.#waiting.push(callback);
  }

  /** Calls back after every change of the design or the history; returns the way to stop. */
  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  };

  /** Judges the design by other rule settings around it from now on: its workspace changed them. Nothing of the design changes, and nothing is undone. */
  setRulesAround(rules: Config): void {
    if (isSameValue(rules, this.#rulesAround)) return;
    this.#rulesAround = rules;
    this.#derived = this.#derive(this.design);
    this.#checks?.begin(this.#derived);
    this.#notify();
  }

  /** An id for something new: the name in letters of an id, in a design that others may draw at the same time with a part of its own (`order-service-7kqzt`). */
  freshId(name: string, taken: ReadonlySet<Id> = takenIds(this.design)): Id {
    return freshAmong(taken, this.#dice ? withOwnPart(slugOf(name), this.#dice) : name);
  }

  /**
   * Changes the design by a pure function, as one undo step with a name. Whatever is new gets a part of its own in its id, unless the ids are `given`,
   * by a file for example. Returns whether anything changed; a read-only editor changes nothing.
   */
  run(label: string, change: (design: Design) => Design, ids: "made" | "given" = "made"): boolean {
    if (this.readOnly && !this.writesRequirements) return false;
    const before = this.design;
    const changed = change(before);
    const after = this.#dice && ids === "made" ? withOwnIds(before, changed, this.#dice) : changed;
    if (after === before || (this.readOnly && !isRequirementsOnly(before, after))) return false;
    this.#undo.stopCapturing();
    this.shared.write(after, this);
    const step = this.#undo.undoStack.at(-1);
    step?.meta.set("label", label);
    this.#notify();
    return true;
  }

  /** Takes back the last step of this person; returns its name. */
  undo(): string | undefined {
    return this.#step(this.#undo.undoStack, this.#undo.redoStack, () => this.#undo.undo());
  }
  /** Does the last undone step again; returns its name. */
  redo(): string | undefined {
    return this.#step(this.#undo.redoStack, this.#undo.undoStack, () => this.#undo.redo());
  }
  /** The steps that `undo` and `redo` would take next. */
  get history(): { readonly undo: HistoryStep | undefined; readonly redo: HistoryStep | undefined } {
    return { undo: stepOf(this.#undo.undoStack.at(-1)), redo: stepOf(this.#undo.redoStack.at(-1)) };
  }
  /** Forgets the history: after loading. */
  clearHistory(): void {
    this.#undo.clear();
    this.#notify();
  }

  /** Selects elements. */
  select(ids: readonly Id[]): void {
    const { selection } = this.ui.getState();
    if (ids.length === selection.length && ids.every((id, at) => id === selection[at])) return;
    this.ui.setState({ selection: [...ids] });
  }
  /** Brings elements into view, selects them, and opens a property in the inspector when one is named. */
  reveal(ids: readonly Id[], property?: string): void {
    this.#request += 1;
    this.ui.setState({
      selection: [...ids],
      reveal: { ids: [...ids], request: this.#request },
      focus: property === undefined ? undefined : { property, request: this.#request },
    });
  }
  /** Brings elements into view, connections with what they connect, and selects nothing. */
  show(ids: readonly Id[]): void {
    this.#request += 1;
    const ends = ids.flatMap((id) => {
      const connection = this.#derived.index.connections.get(id);
      return connection ? [connection.from, connection.to] : [];
    });
    this.ui.setState({ selection: [], focus: undefined, reveal: { ids: [...new Set([...ids, ...ends])], request: this.#request } });
  }
  /** Opens a flow or saga in its panel, at a property when one is named; none opens the list. */
  openFlow(id: Id | undefined, property?: string): void {
    this.#request += 1;
    this.ui.setState({ side: "flows", flow: id, focus: id === undefined || property === undefined ? undefined : { property, request: this.#request, of: id } });
  }
  /** Opens an analysis, asked about an element. */
  openAnalysis(id: string, subject: Id): void {
    this.ui.setState({ side: "analyses", analysis: { id, subject } });
  }
  /** Says something to screen readers, politely. */
  announce(text: string): void {
    this.ui.setState({ announcement: text });
  }

  /** Stops everything. */
  destroy(): void {
    this.#checks?.stop();
    this.#undo.destroy();
    this.shared.destroy();
    this.#listeners.clear();
  }

  #step(from: readonly StackItem[], to: readonly StackItem[], act: () => void): string | undefined {
    const label = stepOf(from.at(-1))?.label;
    if (!this.writesRequirements || from.length === 0) return undefined;
    act();
    if (label !== undefined) to.at(-1)?.meta.set("label", label);
    this.#notify();
    return label;
  }

  #derive(design: Design): Derived {
    return new Derived(design, this.#today, [this.#rulesAround]);
  }

  #forgetWhatIsGone(): void {
    const { selection, renaming, connecting, recording, flow } = this.ui.getState();
    const { index, design } = this.#derived;
    const exists = (id: Id) => index.components.has(id) || index.connections.has(id) || index.boundaries.has(id);
    if (selection.some((id) => !exists(id))) this.ui.setState({ selection: selection.filter(exists) });
    if (renaming !== undefined && !exists(renaming)) this.ui.setState({ renaming: undefined });
    if (connecting && !exists(connecting.from)) this.ui.setState({ connecting: undefined });
    if (flow !== undefined && ![...design.flows, ...design.sagas].some(({ id }) => id === flow)) this.ui.setState({ flow: undefined });
    if (recording) this.ui.setState({ recording: withoutGone(index, recording) });
  }

  #notify(): void {
    if (this.#waiting.length > 0 && this.checked === this.#derived) for (const callback of this.#waiting.splice(0)) callback();
    for (const listener of this.#listeners) listener();
  }
}

/** Whether two states of a design differ in nothing but what a product manager writes. */
function isRequirementsOnly(before: Design, after: Design): boolean {
  const parts: ReadonlySet<string> = new Set(REQUIREMENT_PARTS);
  return [...new Set([...Object.keys(before), ...Object.keys(after)])].every((key) => parts.has(key) || before[key] === after[key]);
}

interface StackItem {
  readonly meta: Map<unknown, unknown>;
}

const stepOf = (item: StackItem | undefined): HistoryStep | undefined => (item ? { label: String(item.meta.get("label") ?? "Edit") } : undefined);
