import type { Unit } from "#lib/model/quantity.ts";
import type { Id } from "#lib/model/schema.ts";
import type { DesignIndex } from "./design-index.ts";

/** What an analysis reads beside its subject. */
export interface AnalysisContext {
  readonly index: DesignIndex;
  /** A threshold in force, by its key (`capacity.headroom`), and where its value comes from. */
  readonly threshold: (key: string) => { readonly value: number; readonly origin: string };
  /** What the person asks beyond the subject: values of the parameters by their ids, in canonical units. */
  readonly values: Readonly<Record<string, number>>;
}

/** Themes under which the analyses are listed. */
export const ANALYSIS_GROUPS = ["Time", "Availability", "Messaging", "Resilience", "Capacity", "Data", "Style"] as const;
/** Theme under which an analysis is listed. */
export type AnalysisGroup = (typeof ANALYSIS_GROUPS)[number];

/** Something that an analysis can be asked about. */
export interface Subject {
  readonly type: "flow" | "component" | "connection" | "saga" | "design";
  readonly id: Id;
  readonly name: string;
}

/** A number that only matters to the question, not to the design: edited in the panel, kept nowhere. */
export interface Parameter {
  readonly id: string;
  readonly label: string;
  readonly unit: Unit;
  readonly value: number;
  /** Where the first value comes from. */
  readonly origin: string;
}

/** Where a number of the working is written in the design, so that it can be changed in place. */
export interface Place {
  readonly type: "component" | "connection" | "flow" | "saga" | "alert" | "design" | "threshold";
  /** Id of the element; the key of a threshold; `design` for the design itself. */
  readonly id: string;
  /** Keys down to the number: `p99Ms`, `slo.availability`, `requirements.nfr.peakRps`; empty for a threshold. */
  readonly property: string;
}

/** A number that went into an analysis, or that is missing from it. */
export interface Input {
  /** What it is, with the name of its element: `Orders: own p99 latency`. */
  readonly label: string;
  readonly unit: Unit;
  /** Nothing while it is missing. */
  readonly value: number | undefined;
  readonly place: Place;
  /** Where the value comes from when it is not written in the design: `002`, `preset tight`, `counts as 1 while unset`. */
  readonly assumed?: string;
}

/** How a figure or row is to be taken. */
export type Tone = "good" | "bad" | "warning" | "neutral";

/** A result with its name. */
export interface Figure {
  readonly label: string;
  /** A number in the canonical unit, or words. */
  readonly value: number | string;
  readonly unit?: Unit;
  readonly tone?: Tone;
}

/** A picture for what people would rather look at than read. Numbers are in canonical units. */
export type Chart =
  | {
      readonly kind: "bars";
      readonly title: string;
      readonly unit: Unit;
      readonly bars: readonly { readonly label: string; readonly value: number; readonly tone?: Tone; readonly element?: Id }[];
      /** A line that the bars are compared with. */
      readonly limit?: { readonly label: string; readonly value: number };
      /** The bars are parts of one whole: drawn end to end. */
      readonly stacked?: boolean;
    }
  | {
      readonly kind: "lines";
      readonly title: string;
      readonly x: { readonly label: string; readonly unit: Unit };
      readonly y: { readonly label: string; readonly unit: Unit };
      readonly series: readonly { readonly name: string; readonly points: readonly (readonly [x: number, y: number])[]; readonly tone?: Tone }[];
      readonly limits?: readonly { readonly label: string; readonly y: number }[];
      readonly marks?: readonly { readonly label: string; readonly x: number }[];
    };

/** A cell: words, or a number with its unit, optionally leading to an element. */
export interface Cell {
  readonly value: number | string;
  readonly unit?: Unit;
  readonly tone?: Tone;
  readonly element?: Id;
}

/** Rows that belong together. */
export interface AnalysisTable {
  readonly title: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly Cell[])[];
}

/** What an analysis says about one subject. Says what is missing instead of guessing it. */
export interface Answer {
  /** The answer in one sentence, with its numbers. */
  readonly sentence: string;
  /** `undecided` when an input is missing that the answer needs; the rest of the answer is then a bound or empty. */
  readonly verdict: "good" | "bad" | "undecided" | "neutral";
  /** The formula with the numbers of this subject filled in, a line each. */
  readonly working: readonly string[];
  readonly inputs: readonly Input[];
  readonly figures: readonly Figure[];
  readonly charts?: readonly Chart[];
  readonly tables?: readonly AnalysisTable[];
  /** Elements lit on the canvas: the path, or what is hit. */
  readonly lit?: readonly Id[];
  /** Short words beside elements on the canvas. */
  readonly marks?: readonly { readonly element: Id; readonly text: string; readonly tone: Tone }[];
}

/** A question that the numbers of a design can answer. */
export interface Analysis {
  /** Name in addresses and files: `latency-budget`. */
  readonly id: string;
  /** Number in the catalogue of analyses. */
  readonly number: `Q${number}`;
  readonly title: string;
  /** What it answers, as a question. */
  readonly question: string;
  readonly group: AnalysisGroup;
  /** The formula in words and signs, a line each. */
  readonly formula: readonly string[];
  /** Where it comes from, as the sources of a rule. */
  readonly sources: readonly string[];
  /** Rules that read the same numbers. */
  readonly rules: readonly string[];
  /** What can be asked about in this design, the most telling first; empty when the design has nothing of the sort. */
  subjects(context: AnalysisContext): readonly Subject[];
  /** What to add to a design that has no subject. */
  readonly empty: string;
  /** Numbers of the question itself. */
  parameters?(subject: Subject, context: AnalysisContext): readonly Parameter[];
  analyse(subject: Subject, context: AnalysisContext): Answer;
}
