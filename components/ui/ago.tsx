const STEPS: readonly (readonly [Intl.RelativeTimeFormatUnit, number])[] = [
  ["year", 31_557_600],
  ["month", 2_629_800],
  ["day", 86_400],
  ["hour", 3_600],
  ["minute", 60],
];

function wordsOf(iso: string): string {
  const seconds = (Date.parse(iso) - Date.now()) / 1_000;
  for (const [unit, length] of STEPS)
    if (Math.abs(seconds) >= length) return new Intl.RelativeTimeFormat(undefined, { numeric: "auto" }).format(Math.round(seconds / length), unit);
  return "just now";
}

/** A moment as people say it (`2 hours ago`, `in 3 days`); the pointer shows the moment itself. */
export function Ago({ iso, className }: { readonly iso: string; readonly className?: string }) {
  return (
    <time dateTime={iso} title={new Date(iso).toLocaleString()} className={className}>
      {wordsOf(iso)}
    </time>
  );
}
