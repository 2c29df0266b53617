"use client";

import * as Plot from "@observablehq/plot";
import { useEffect, useRef } from "react";
import type { Chart, Tone } from "#lib/analysis/analysis.ts";
import type { Unit } from "#lib/model/quantity.ts";
import { inWords } from "#lib/model/in-words.ts";

const COLOURS: Record<Tone, string> = { good: "var(--success)", bad: "var(--error)", warning: "var(--warning)", neutral: "var(--accent)" };
/** Colours of several lines or parts; each also has its name beside it. */
const SERIES = [
  "var(--accent)",
  "var(--tint-line-2)",
  "var(--tint-line-3)",
  "var(--tint-line-4)",
  "var(--tint-line-5)",
  "var(--tint-line-7)",
  "var(--tint-line-8)",
  "var(--tint-line-9)",
];

/** A picture of an answer; screen readers get its numbers. */
export function AnswerChart({ chart }: { readonly chart: Chart }) {
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const { current } = place;
    if (!current) return;
    const draw = () =>
      current.replaceChildren(chart.kind === "bars" ? (chart.stacked ? stacked(chart, current.clientWidth) : bars(chart, current.clientWidth)) : lines(chart, current.clientWidth));
    const observer = new ResizeObserver(draw);
    observer.observe(current);
    return () => observer.disconnect();
  }, [chart]);
  return (
    <figure className="min-w-0">
      <figcaption className="mb-1 text-sm font-medium text-faint">{chart.title}</figcaption>
      <div ref={place} aria-hidden className="min-h-10 text-text" />
      <p className="sr-only">{spoken(chart)}</p>
    </figure>
  );
}

function spoken(chart: Chart): string {
  if (chart.kind === "bars") return chart.bars.map(({ label, value }) => `${label}: ${inWords(value, chart.unit)}`).join("; ");
  return chart.series
    .map(
      ({ name, points }) =>
        `${name}: ${points
          .map(([x, y]) => `${inWords(x, chart.x.unit)} ${inWords(y, chart.y.unit)}`)
          .slice(0, 24)
          .join(", ")}`,
    )
    .join("; ");
}

const tick = (unit: Unit) => (value: number) => inWords(value, unit);

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
/** Steps between ticks that people count time in, shortest first. */
const TIME_STEPS = [
  ...[1, 2, 5, 10, 15, 30].map((count) => count * SECOND),
  ...[1, 2, 5, 10, 15, 30].map((count) => count * MINUTE),
  ...[1, 2, 3, 6, 12].map((count) => count * HOUR),
  ...[1, 2, 5, 10, 30, 90, 365].map((count) => count * DAY),
];

/** Ticks of an axis: whole seconds, minutes, hours and days where it counts time; elsewhere round numbers do. */
function ticksUpTo(most: number, unit: Unit, wanted = 4): number | number[] {
  if (unit !== "ms" || most < 2 * SECOND) return wanted;
  const step = TIME_STEPS.find((one) => most / one <= wanted);
  return step === undefined ? wanted : Array.from({ length: Math.floor(most / step) + 1 }, (_, at) => at * step);
}

/** Names with their colours, below a picture that has no room for them. */
function legend(items: readonly { readonly text: string; readonly colour: string }[]): HTMLElement {
  const list = document.createElement("ul");
  list.className = "mt-1 flex flex-wrap gap-x-3 gap-y-0.5 text-sm text-muted";
  for (const { text, colour } of items) {
    const item = document.createElement("li");
    item.className = "flex items-center gap-1.5";
    const dot = document.createElement("span");
    dot.style.cssText = `width:8px;height:8px;border-radius:2px;background:${colour}`;
    item.append(dot, text);
    list.append(item);
  }
  return list;
}

function together(...parts: readonly Element[]): Element {
  const all = document.createElement("div");
  all.append(...parts);
  return all;
}
const LOOK = { style: { background: "transparent", fontSize: "11px", overflow: "visible" } } as const;

type Bars = Extract<Chart, { kind: "bars" }>;
type Lines = Extract<Chart, { kind: "lines" }>;

/** Parts of one whole, end to end, with a line where the limit is; each part has its number in the list below. */
function stacked(chart: Bars, width: number): Element {
  const parts = chart.bars.map((bar, at) => ({ ...bar, colour: SERIES[at % SERIES.length] ?? "var(--accent)", end: 0 }));
  let sum = 0;
  for (const part of parts) part.end = sum += part.value;
  const most = Math.max(sum, chart.limit?.value ?? 0) * 1.02;
  const picture = Plot.plot({
    ...LOOK,
    width,
    height: 64,
    marginLeft: 4,
    marginRight: 12,
    marginTop: 16,
    x: { domain: [0, most], tickFormat: tick(chart.unit), ticks: ticksUpTo(most, chart.unit), label: null },
    marks: [
      Plot.barX(parts, {
        x1: (part: (typeof parts)[number]) => part.end - part.value,
        x2: "end",
        fill: "colour",
        insetRight: 1,
        title: (part: (typeof parts)[number]) => `${part.label}: ${inWords(part.value, chart.unit)}`,
      }),
      ...(chart.limit
        ? [
            Plot.ruleX([chart.limit.value], { stroke: "var(--text)", strokeWidth: 2 }),
            Plot.text([chart.limit], {
              x: "value",
              text: (limit: { label: string; value: number }) => `${limit.label} ${inWords(limit.value, chart.unit)}`,
              frameAnchor: "top",
              dy: -12,
              textAnchor: "end",
              fill: "currentColor",
            }),
          ]
        : []),
    ],
  });
  return together(picture, legend(parts.map(({ label, value, colour }) => ({ text: `${label} ${inWords(value, chart.unit)}`, colour }))));
}

function bars(chart: Bars, width: number): Element {
  const longest = Math.max(0, ...chart.bars.map(({ label }) => label.length));
  return Plot.plot({
    ...LOOK,
    width,
    height: 34 + 22 * chart.bars.length + (chart.limit ? 14 : 0),
    marginLeft: Math.min(140, 12 + longest * 6),
    marginRight: 56,
    marginTop: chart.limit ? 18 : 4,
    x: { tickFormat: tick(chart.unit), ticks: ticksUpTo(Math.max(...chart.bars.map(({ value }) => value), chart.limit?.value ?? 0), chart.unit), label: null, zero: true },
    y: { label: null, domain: chart.bars.map(({ label }) => label), tickSize: 0, tickFormat: (label: string) => (label.length > 21 ? `${label.slice(0, 20)}…` : label) },
    marks: [
      Plot.barX(chart.bars, {
        x: "value",
        y: "label",
        fill: (bar: Bars["bars"][number]) => COLOURS[bar.tone ?? "neutral"],
        insetTop: 3,
        insetBottom: 3,
        rx: 2,
        title: (bar: Bars["bars"][number]) => `${bar.label}: ${inWords(bar.value, chart.unit)}`,
      }),
      Plot.text(chart.bars, { x: "value", y: "label", text: (bar: Bars["bars"][number]) => inWords(bar.value, chart.unit), textAnchor: "start", dx: 4, fill: "currentColor" }),
      ...(chart.limit
        ? [
            Plot.ruleX([chart.limit.value], { stroke: "var(--text)", strokeWidth: 1.5, strokeDasharray: "4 3" }),
            Plot.text([chart.limit], {
              x: "value",
              text: (limit: { label: string; value: number }) => `${limit.label} ${inWords(limit.value, chart.unit)}`,
              frameAnchor: "top",
              dy: -12,
              fill: "currentColor",
            }),
          ]
        : []),
    ],
  });
}

function lines(chart: Lines, width: number): Element {
  const points = chart.series.flatMap(({ name, points: all, tone }, at) =>
    all.map(([x, y]) => ({ x, y, name, colour: tone ? COLOURS[tone] : (SERIES[at % SERIES.length] ?? "var(--accent)") })),
  );
  const end = Math.max(0, ...points.map(({ x }) => x));
  const top = Math.max(0, ...points.map(({ y }) => y));
  const picture = Plot.plot({
    ...LOOK,
    width,
    height: 190,
    marginLeft: 52,
    marginRight: 28,
    marginBottom: 34,
    x: { label: chart.x.label, labelAnchor: "center", tickFormat: tick(chart.x.unit), ticks: ticksUpTo(end, chart.x.unit) },
    y: { label: chart.y.label, tickFormat: tick(chart.y.unit), ticks: ticksUpTo(top, chart.y.unit, 5), grid: true, zero: true },
    marks: [
      Plot.line(points, { x: "x", y: "y", z: "name", stroke: "colour", strokeWidth: 2 }),
      ...(chart.limits ?? []).flatMap((limit) => [
        Plot.ruleY([limit.y], { stroke: "var(--error)", strokeDasharray: "4 3" }),
        Plot.text([limit], { y: "y", text: "label", frameAnchor: "left", dx: 4, dy: -7, textAnchor: "start", fill: "var(--error)" }),
      ]),
      ...(chart.marks ?? []).flatMap((mark) => [
        Plot.ruleX([mark.x], { stroke: "var(--text-muted)", strokeDasharray: "2 3" }),
        // Beside its line, where there is more room.
        Plot.text([mark], { x: "x", text: "label", frameAnchor: "top", textAnchor: mark.x > end / 2 ? "end" : "start", dx: mark.x > end / 2 ? -4 : 4, fill: "var(--text-muted)" }),
      ]),
    ],
  });
  // One line is what the title says.
  if (chart.series.length < 2) return picture;
  const colours = new Map(points.map(({ name, colour }) => [name, colour]));
  return together(picture, legend([...colours].map(([text, colour]) => ({ text, colour }))));
}
