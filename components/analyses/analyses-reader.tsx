"use client";

import { clsx } from "clsx";
import { ArrowLeft } from "lucide-react";
import { useEffect, useMemo, useState } from "react";
import { useDerived, useEditor, useUi } from "#components/studio/use-editor.tsx";
import { IconButton } from "#components/ui/button.tsx";
import { type Analysis, ANALYSIS_GROUPS, type AnalysisContext } from "#lib/analysis/analysis.ts";
import { ANALYSES } from "#lib/analysis/catalogue/list.ts";
import type { Derived } from "#lib/editor/derived.ts";
import { THRESHOLDS, type ThresholdKey } from "#lib/rules/thresholds.ts";
import { AnalysisView } from "./analysis-view.tsx";

const REMEMBERED = "lintel-analysis";

const isThreshold = (key: string): key is ThresholdKey => Object.hasOwn(THRESHOLDS, key);

/** What analyses read of the design as it stands: its graph, and the thresholds in force with where they come from. */
function contextOf({ index, result, design }: Derived): AnalysisContext {
  const { settings, preset } = result.ruling;
  return {
    index,
    values: {},
    threshold(key) {
      if (!isThreshold(key)) throw new Error(`There is no threshold ${key}.`);
      const value = Number(settings[key]);
      const isOwn = design.config?.thresholds?.[key] !== undefined;
      return { value, origin: isOwn ? "set in this design" : value === THRESHOLDS[key].value ? `default, from ${THRESHOLDS[key].origin}` : `preset ${preset}` };
    },
  };
}

/** The analyses as a list, or the chosen one in full. */
export function AnalysesReader() {
  const derived = useDerived();
  const context = useMemo(() => contextOf(derived), [derived]);
  const editor = useEditor();
  const open = useUi((state) => state.analysis);
  const [remembered] = useState(() => localStorage.getItem(REMEMBERED) ?? undefined);
  const chosen = open ? open.id : remembered;
  const analysis = ANALYSES.find(({ id }) => id === chosen);
  const choose = (id: string | undefined) => editor.ui.setState({ analysis: { id, subject: undefined } });
  useEffect(() => {
    if (chosen === undefined) localStorage.removeItem(REMEMBERED);
    else localStorage.setItem(REMEMBERED, chosen);
  }, [chosen]);

  if (!analysis) return <AnalysisList context={context} onChoose={choose} />;
  return (
    <div className="flex h-full min-h-0 flex-col">
      <header className="flex items-center gap-1 border-b border-line py-1.5 pr-3 pl-1.5">
        <IconButton label="All analyses" size="sm" onClick={() => choose(undefined)}>
          <ArrowLeft aria-hidden size={14} />
        </IconButton>
        <h2 className="min-w-0 flex-1 truncate font-semibold">{analysis.title}</h2>
        <span className="tabular text-sm text-faint">{analysis.number}</span>
      </header>
      <AnalysisView key={analysis.id} analysis={analysis} context={context} />
    </div>
  );
}

function AnalysisList({ context, onChoose }: { readonly context: AnalysisContext; readonly onChoose: (id: string) => void }) {
  return (
    <div className="flex h-full min-h-0 flex-col">
      <header className="border-b border-line px-3 py-2">
        <h2 className="font-semibold">Analyses</h2>
      </header>
      <div className="min-h-0 flex-1 overflow-y-auto pb-3">
        {ANALYSIS_GROUPS.map((group) => {
          const ofGroup = ANALYSES.filter((analysis) => analysis.group === group);
          return ofGroup.length === 0 ? null : (
            <section key={group}>
              <h3 className="px-3 pt-3 pb-1 text-xs font-medium text-faint">{group}</h3>
              <ul>
                {ofGroup.map((analysis) => (
                  <li key={analysis.id}>
                    <Entry analysis={analysis} count={analysis.subjects(context).length} onChoose={() => onChoose(analysis.id)} />
                  </li>
                ))}
              </ul>
            </section>
          );
        })}
      </div>
    </div>
  );
}

function Entry({ analysis, count, onChoose }: { readonly analysis: Analysis; readonly count: number; readonly onChoose: () => void }) {
  return (
    <button
      type="button"
      onClick={onChoose}
      className="flex w-full items-baseline gap-2 px-3 py-1.5 text-left outline-none hover:bg-hover focus-visible:outline-2 focus-visible:-outline-offset-2 focus-visible:outline-focus"
    >
      <span className="min-w-0 flex-1">
        <span className={clsx("block font-medium", count === 0 && "text-muted")}>{analysis.title}</span>
        <span className="block text-sm text-muted">{analysis.question}</span>
      </span>
      {count === 0 ? <span className="shrink-0 text-xs text-faint">nothing yet</span> : null}
    </button>
  );
}
