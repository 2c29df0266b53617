import Elk, { type ELK } from "elkjs/lib/elk-api.js";
import { createStore } from "zustand/vanilla";
import { applyLayout, placed } from "#lib/editor/commands/move.ts";
import type { Editor } from "#lib/editor/editor.ts";
import { sceneOf } from "../scene.ts";
import { elkGraph, type LaidOut, placesOf } from "./elk-graph.ts";

/** Lays out the design of one editor in a worker; one run at a time. */
export class LayoutRunner {
  /** Whether a run is under way, and how many have been applied: the canvas animates when that grows. */
  readonly state = createStore<{ readonly running: boolean; readonly applied: number }>(() => ({ running: false, applied: 0 }));
  readonly #editor: Editor;
  #elk: ELK | undefined;
  #run = 0;
  #stop: (() => void) | undefined;

  constructor(editor: Editor) {
    this.#editor = editor;
  }

  /** Lays out everything and applies the result as one undo step. Resolves to whether it did; not when it was cancelled or the design changed shape meanwhile. */
  async run(): Promise<boolean> {
    return this.#lay((places) => applyLayout(this.#editor, places.components, places.boundaries));
  }
  /** Lays out a design that came without places. Written beside the history: it is no step of anybody's, so undo never leads back to a heap. */
  async placeFresh(): Promise<boolean> {
    return this.#lay((places) => this.#editor.shared.write(placed(this.#editor.design, places.components, places.boundaries), "layout"));
  }
  /** Stops a run; the design stays as it is. */
  cancel(): void {
    if (!this.state.getState().running) return;
    this.#run += 1;
    this.#elk?.terminateWorker();
    this.#elk = undefined;
    this.#stop?.();
    this.state.setState({ running: false });
    this.#editor.announce("Layout cancelled");
  }

  async #lay(apply: (places: LaidOut) => void): Promise<boolean> {
    this.cancel();
    this.#run += 1;
    const run = this.#run;
    const { derived, checked } = this.#editor;
    const { groupBy } = this.#editor.ui.getState();
    const scene = sceneOf(derived, checked.findingsByElement, groupBy);
    const connections = [...scene.connections.values()].map(({ id, connection, size }) => ({ id, from: connection.from, to: connection.to, label: size }));
    this.state.setState({ running: true });
    try {
      this.#elk ??= new Elk({ workerFactory: () => new Worker(new URL("./layout-worker.ts", import.meta.url), { type: "module" }) });
      // A worker that is stopped never answers, so the cancelling does.
      const stopped = new Promise<undefined>((resolve) => {
        this.#stop = () => resolve(undefined);
      });
      const laidOut = await Promise.race([this.#elk.layout(elkGraph(scene.placement, connections)), stopped]);
      if (laidOut === undefined || run !== this.#run) return false;
      const places = placesOf(laidOut);
      const now = this.#editor.design;
      const stillThere = now.components.length === derived.design.components.length && now.components.every(({ id }) => places.components.has(id));
      if (!stillThere) return false;
      this.state.setState(({ applied }) => ({ applied: applied + 1 }));
      apply(places);
      this.#editor.announce("Laid out");
      return true;
    } finally {
      if (run === this.#run) this.state.setState({ running: false });
    }
  }
}

const runners = new WeakMap<Editor, LayoutRunner>();

/** The one layout runner of an editor: top bar, menu and canvas share it. */
export function layoutRunnerOf(editor: Editor): LayoutRunner {
  let runner = runners.get(editor);
  if (!runner) {
    runner = new LayoutRunner(editor);
    runners.set(editor, runner);
  }
  return runner;
}
