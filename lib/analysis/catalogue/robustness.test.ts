import * as fc from "fast-check";
import { expect, test } from "vitest";
import { withInput } from "#lib/editor/commands/inputs.ts";
import { arbitraryDesign } from "#lib/model/arbitrary-design.ts";
import { type Design, designSchema } from "#lib/model/design.ts";
import type { Unit } from "#lib/model/quantity.ts";
import { rulingFor } from "#lib/rules/ruling.ts";
import { THRESHOLDS, type ThresholdKey } from "#lib/rules/thresholds.ts";
import type { Analysis, AnalysisContext, Answer, Input, Subject } from "../analysis.ts";
import { DesignIndex } from "../design-index.ts";
import { ANALYSES } from "./list.ts";

/** The same designs in every run; a failure prints the seed and path that repeat it. */
const SEED = 20_261_121;
const MOST_SUBJECTS = 5;

const isThreshold = (key: string): key is ThresholdKey => Object.hasOwn(THRESHOLDS, key);

function contextOf(design: Design): AnalysisContext {
  const { settings } = rulingFor(design);
  return {
    index: new DesignIndex(design),
    values: {},
    threshold(key) {
      if (!isThreshold(key)) throw new Error(`There is no threshold ${key}.`);
      return { value: Number(settings[key]), origin: "default" };
    },
  };
}

const answer = (analysis: Analysis, subject: Subject, context: AnalysisContext, values: Readonly<Record<string, number>> = {}): Answer =>
  analysis.analyse(subject, {
    ...context,
    values: { ...Object.fromEntries((analysis.parameters?.(subject, context) ?? []).map(({ id, value }) => [id, value])), ...values },
  });

const subjectsOf = (analysis: Analysis, context: AnalysisContext) => analysis.subjects(context).slice(0, MOST_SUBJECTS);

/** Everything that a person reads of an answer. */
const textsOf = ({ sentence, working, figures, charts = [], tables = [], marks = [], inputs }: Answer): readonly string[] => [
  sentence,
  ...working,
  ...figures.flatMap(({ label, value }) => [label, String(value)]),
  ...charts.flatMap((chart) => [
    chart.title,
    ...(chart.kind === "bars" ? chart.bars.map(({ label, value }) => `${label} ${value}`) : chart.series.flatMap(({ name, points }) => [name, points.join(" ")])),
  ]),
  ...tables.flatMap(({ title, columns, rows }) => [title, ...columns, ...rows.flat().map(({ value }) => String(value))]),
  ...marks.map(({ text }) => text),
  ...inputs.flatMap(({ label, assumed = "" }) => [label, assumed]),
];

const keyOf = ({ place: { type, id, property } }: Input) => `${type} ${id} ${property}`;

test("no design makes an analysis throw; its words are finished sentences and its numbers are finite", () => {
  fc.assert(
    fc.property(arbitraryDesign({ duplicates: true }), (design) => {
      const context = contextOf(design);
      for (const analysis of ANALYSES) {
        for (const subject of subjectsOf(analysis, context)) {
          for (const extreme of [undefined, 0, 1e15]) {
            const parameters = analysis.parameters?.(subject, context) ?? [];
            const answered = answer(analysis, subject, context, extreme === undefined ? {} : Object.fromEntries(parameters.map(({ id }) => [id, extreme])));
            const broken = textsOf(answered).find((text) => /undefined|NaN|Infinity|∞|\[object|null/u.test(text));
            if (broken !== undefined) throw new Error(`${analysis.id} of ${subject.id} says: ${broken}`);
            if (!answered.sentence.endsWith(".")) throw new Error(`${analysis.id} of ${subject.id} does not end its sentence: ${answered.sentence}`);
            const keys = answered.inputs.map(keyOf);
            if (new Set(keys).size < keys.length) throw new Error(`${analysis.id} of ${subject.id} asks twice for a number: ${keys.join(", ")}`);
          }
        }
      }
    }),
    { numRuns: 500, seed: SEED },
  );
});

test("answers do not depend on the order in which a design was drawn", () => {
  const shuffled = <Item>(items: readonly Item[]) => fc.shuffledSubarray([...items], { minLength: items.length, maxLength: items.length });
  const reordered = arbitraryDesign().chain((design) =>
    fc.record({ design: fc.constant(design), components: shuffled(design.components), connections: shuffled(design.connections) }),
  );
  fc.assert(
    fc.property(reordered, ({ design, components, connections }) => {
      const [one, two] = [contextOf(design), contextOf({ ...design, components, connections })];
      for (const analysis of ANALYSES) {
        const ids = (context: AnalysisContext) =>
          analysis
            .subjects(context)
            .map(({ type, id }) => `${type} ${id}`)
            .toSorted();
        expect(ids(two)).toEqual(ids(one));
        for (const subject of subjectsOf(analysis, one)) {
          const [left, right] = [answer(analysis, subject, one), answer(analysis, subject, two)];
          expect({ id: analysis.id, subject: subject.id, verdict: right.verdict, sentence: right.sentence }).toEqual({
            id: analysis.id,
            subject: subject.id,
            verdict: left.verdict,
            sentence: left.sentence,
          });
          expect(right.inputs.map(keyOf).toSorted()).toEqual(left.inputs.map(keyOf).toSorted());
        }
      }
    }),
    { numRuns: 300, seed: SEED },
  );
});

/** A number that every property of its unit accepts. */
const SAMPLE: Record<Unit, number> = { ms: 70, rps: 7, bytes: 700, ratio: 0.7, count: 7, factor: 1.7, days: 7, number: 7 };

test("every number of an answer is changed where its place says, and the answer reads it from there", () => {
  fc.assert(
    fc.property(arbitraryDesign(), (design) => {
      const context = contextOf(design);
      for (const analysis of ANALYSES) {
        for (const subject of subjectsOf(analysis, context)) {
          for (const input of answer(analysis, subject, context).inputs.slice(0, 6)) {
            const wanted = SAMPLE[input.unit];
            const changed = withInput(design, input.place, wanted);
            const read = designSchema.safeParse(changed);
            if (!read.success) throw new Error(`${analysis.id} of ${subject.id}: ${keyOf(input)} breaks the design: ${read.error.message}`);
            const after = contextOf(changed);
            const again = answer(analysis, subject, after).inputs.find((other) => keyOf(other) === keyOf(input));
            if (changed === design || (again && again.value !== wanted))
              throw new Error(`${analysis.id} of ${subject.id} does not read ${keyOf(input)}: it says ${String(again?.value)} instead of ${wanted}.`);
          }
        }
      }
    }),
    { numRuns: 50, seed: SEED },
  );
});
