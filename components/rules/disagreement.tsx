import type { Conflict } from "#lib/rules/conflicts.ts";

/** What each source says, what is held here, and how to choose otherwise. */
export function Disagreement({ conflict: { id, topic, positions, chosen, thresholds } }: { readonly conflict: Conflict }) {
  return (
    <article id={id} className="scroll-mt-16 break-inside-avoid rounded-md border border-line px-4 py-3">
      <h3 className="flex flex-wrap justify-between gap-x-4 font-medium">
        {topic} <code className="text-sm text-faint">{id}</code>
      </h3>
      <dl className="mt-2 grid grid-cols-[minmax(0,9rem)_minmax(0,1fr)] gap-x-4 gap-y-1 text-base max-sm:grid-cols-1">
        {positions.map(({ source, says }) => (
          <div key={source} className="contents">
            <dt className="text-faint">{source}</dt>
            <dd className="text-muted max-sm:mb-1">{says}</dd>
          </div>
        ))}
        <dt className="font-medium">Held here</dt>
        <dd>
          {chosen}
          {thresholds ? (
            <span className="mt-1 block text-muted">
              Set by <code className="break-words">{thresholds.join(", ")}</code>.
            </span>
          ) : null}
        </dd>
      </dl>
    </article>
  );
}
