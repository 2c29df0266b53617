import type { Sketch } from "#lib/model/sketch.ts";
import type { Analysis, AnalysisContext, Answer } from "../analysis.ts";
import { DesignIndex } from "../design-index.ts";

/** What to ask an analysis in a test. */
export interface Question {
  /** Id of the subject; the first one when left out. */
  readonly about?: string;
  /** Parameters that are not left as they are. */
  readonly values?: Readonly<Record<string, number>>;
  /** Thresholds in force, by key. */
  readonly thresholds?: Readonly<Record<string, number>>;
}

/** Asks an analysis about a sketch as the panel does; for tests. */
export function ask(analysis: Analysis, { design }: Pick<Sketch, "design">, { about, values = {}, thresholds = {} }: Question = {}): Answer {
  const context: AnalysisContext = {
    index: new DesignIndex(design),
    values: {},
    threshold(key) {
      const value = thresholds[key];
      if (value === undefined) throw new Error(`The test gives no threshold ${key}.`);
      return { value, origin: "test" };
    },
  };
  const subjects = analysis.subjects(context);
  const subject = about === undefined ? subjects[0] : subjects.find(({ id }) => id === about);
  if (!subject) throw new Error(`${analysis.id} cannot be asked about ${about ?? "this design"}, only about ${subjects.map(({ id }) => id).join(", ") || "nothing"}.`);
  const parameters = (analysis.parameters?.(subject, context) ?? []).map(({ id, value }) => [id, value]);
  return analysis.analyse(subject, { ...context, values: { ...Object.fromEntries(parameters), ...values } });
}

/** The places of the numbers that an answer misses, as `audit.p99Ms`. */
export const missingPlaces = ({ inputs }: Answer): readonly string[] => inputs.filter(({ value }) => value === undefined).map(({ place }) => `${place.id}.${place.property}`);
