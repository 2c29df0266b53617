import { SeverityIcon } from "#components/ui/severity-icon.tsx";
import { Tooltip } from "#components/ui/tooltip.tsx";
import { findingsAt, useForm } from "./form-context.ts";

/** Most findings that a mark spells out. */
const SHOWN = 4;

/** The shape of the worst finding about the property at this place or inside it; says the findings on hover. */
export function FindingMark({ place }: { readonly place: string }) {
  const findings = findingsAt(useForm(), place);
  const [worst] = findings;
  if (!worst) return null;
  const messages = findings.slice(0, SHOWN).map(({ message }) => message);
  const more = findings.length - messages.length;
  return (
    <Tooltip
      side="left"
      content={
        <span className="flex flex-col gap-1">
          {messages.map((message) => (
            <span key={message}>{message}</span>
          ))}
          {more > 0 ? <span className="text-faint">and {more} more</span> : null}
        </span>
      }
    >
      <span className="inline-flex shrink-0">
        <SeverityIcon severity={worst.severity} size={12} label={messages.join(" ")} />
      </span>
    </Tooltip>
  );
}
