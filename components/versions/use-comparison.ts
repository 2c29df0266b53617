"use client";

import { useEffect, useMemo, useRef, useState } from "react";
import { useDerived, useEditor } from "#components/studio/use-editor.tsx";
import { Derived } from "#lib/editor/derived.ts";
import { Editor } from "#lib/editor/editor.ts";
import { alignedIds, type Comparison, compareDesigns } from "#lib/model/compare.ts";
import type { Config, Design } from "#lib/model/design.ts";
import { overlay } from "#lib/model/overlay.ts";
import { type FindingsDelta, findingsDelta } from "#lib/rules/findings-delta.ts";
import { SharedDesign } from "#lib/sync/shared-design.ts";
import { versionDesign } from "./api.ts";
import { type Looking, type State, usePreview } from "./preview.tsx";

/** What two states differ in. */
export interface Difference {
  readonly comparison: Comparison;
  readonly findings: FindingsDelta;
  readonly before: Derived;
  readonly after: Derived;
}

/** Of very many changes all are everywhere. */
const BROUGHT_INTO_VIEW = 60;

const order = (state: State): number => (state === "now" ? Infinity : state);

/**
 * Shows what is looked at on the canvas, and tells what two states differ in; always from the older to the newer one.
 * @param title says what is drawn
 */
export function useComparison(designId: string, looking: Looking | undefined, title: string): { readonly difference: Difference | undefined; readonly error: string | undefined } {
  const live = useEditor();
  const { design: now } = useDerived();
  const { preview, show } = usePreview();
  const state = useDesign(designId, looking?.version, now);
  const beside = useDesign(designId, looking?.beside, now);
  const [older, newer] = looking?.beside !== undefined && order(looking.beside) < order(looking.version) ? [beside.design, state.design] : [state.design, beside.design];
  // Both are judged as the workspace sets the rules today.
  const { defaults } = live.derived;
  const [rulesAround] = defaults;
  const difference = useMemo(() => (older && newer ? differenceOf(older, newer, rulesAround) : undefined), [older, newer, rulesAround]);

  // The same drawing for as long as something is looked at, so that the view stays where it is.
  const editor = useRef<Editor>(undefined);
  editor.current = preview?.editor;
  const shownFor = useRef<string>(undefined);
  const isComparison = looking?.beside !== undefined;
  const drawn = useMemo(
    () =>
      difference
        ? overlay(difference.before.design, difference.after.design, difference.comparison)
        : isComparison
          ? undefined
          : state.design && { design: state.design, compared: new Map() },
    [difference, isComparison, state.design],
  );
  useEffect(() => {
    if (!drawn) return;
    editor.current ??= new Editor(new SharedDesign(), { readOnly: true, today: today(), ...(rulesAround && { rulesAround }) });
    editor.current.shared.write(drawn.design, "version");
    editor.current.ui.setState({ compared: drawn.compared, groupBy: live.ui.getState().groupBy });
    // What happened is brought into view, once for each pair of states.
    if (isComparison && shownFor.current !== title) editor.current.show([...drawn.compared.keys()].slice(0, BROUGHT_INTO_VIEW));
    shownFor.current = title;
    show({ editor: editor.current, title, isComparison });
  }, [drawn, title, isComparison, show, live, rulesAround]);
  return { difference, error: state.error ?? beside.error };
}

const today = (): string => new Date().toISOString().slice(0, 10);

function differenceOf(older: Design, newer: Design, rulesAround: Config | undefined): Difference {
  const around = rulesAround ? [rulesAround] : [];
  const before = new Derived(alignedIds(older, newer), today(), around);
  const after = new Derived(newer, today(), around);
  return { comparison: compareDesigns(older, newer), findings: findingsDelta(before.result, after.result), before, after };
}

/** The design of a state; versions are fetched once, they never change. */
function useDesign(designId: string, state: State | undefined, now: Design): { readonly design: Design | undefined; readonly error: string | undefined } {
  const [fetched, setFetched] = useState<ReadonlyMap<number, Design>>(new Map());
  const [error, setError] = useState<string>();
  const has = typeof state === "number" && fetched.has(state);
  useEffect(() => {
    if (typeof state !== "number" || has) return undefined;
    let gone = false;
    setError(undefined);
    versionDesign(designId, state).then(
      (design) => gone || setFetched((before) => new Map(before).set(state, design)),
      (reason: unknown) => gone || setError(reason instanceof Error ? reason.message : "The version could not be fetched."),
    );
    return () => {
      gone = true;
    };
  }, [designId, state, has]);
  return { design: state === "now" ? now : state === undefined ? undefined : fetched.get(state), error };
}
