/** Expected load as factors on today's peak after 6, 12 and 24 months. */
export interface Growth {
  readonly m6?: number | undefined;
  readonly m12?: number | undefined;
  readonly m24?: number | undefined;
}

/** The months for which a growth factor is asked. */
export const GROWTH_MONTHS = { m6: 6, m12: 12, m24: 24 } as const;

interface Point {
  readonly month: number;
  readonly factor: number;
}

const TODAY: Point = { month: 0, factor: 1 };

function pointsOf(growth: Growth): Point[] {
  const points: Point[] = [TODAY];
  for (const [key, month] of Object.entries(GROWTH_MONTHS)) {
    const factor = growth[key as keyof typeof GROWTH_MONTHS]; // The keys of the same object.
    if (factor !== undefined && factor > 0) points.push({ month, factor });
  }
  return points;
}

/** Factor after so many months between two points (Q14): the same percentage every month. */
const between = (from: Point, to: Point, month: number): number => from.factor * (to.factor / from.factor) ** ((month - from.month) / (to.month - from.month));

/** Factor on today's load after so many months (Q14): geometric between the projected points, and going on as in the last stretch after them. */
export function growthFactor(growth: Growth, month: number): number {
  const points = pointsOf(growth);
  let from = TODAY;
  let to = TODAY;
  for (const point of points.slice(1)) {
    [from, to] = [to, point];
    if (month <= point.month) break;
  }
  return from === to ? 1 : between(from, to, month);
}

/** The largest projected factor of the next two years; nothing when none is projected. */
export function largestFactor(growth: Growth | undefined): number | undefined {
  let largest: number | undefined;
  for (const factor of [growth?.m6, growth?.m12, growth?.m24]) if (factor !== undefined && factor > (largest ?? 0)) largest = factor;
  return largest;
}

/**
 * Months from today until a growing peak first exceeds a capacity (Q14): ln(capacity ÷ load) ÷ ln(monthly growth) within each stretch,
 * going on as in the last one. 0 when the capacity is too small today, nothing when it is never exceeded.
 */
export function exhaustionMonth(peakRps: number, capacityRps: number, growth: Growth): number | undefined {
  if (peakRps <= 0) return undefined;
  const needed = capacityRps / peakRps;
  if (needed < 1) return 0;
  const points = pointsOf(growth);
  let from = TODAY;
  for (const [at, to] of points.entries()) {
    if (at === 0) continue;
    const isLast = at === points.length - 1;
    if (to.factor > from.factor && (isLast || to.factor > needed)) {
      return from.month + ((to.month - from.month) * Math.log(needed / from.factor)) / Math.log(to.factor / from.factor);
    }
    from = to;
  }
  return undefined;
}
