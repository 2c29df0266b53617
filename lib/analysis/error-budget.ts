const MONTH_MS = 30 * 86_400_000;

/** How long a promise may be broken (Q3) in milliseconds: what the objective leaves of a period, by default of 30 days. */
export const errorBudgetMs = (availability: number, periodMs: number = MONTH_MS): number => (1 - availability) * periodMs;
