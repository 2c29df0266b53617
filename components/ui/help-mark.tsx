import { CircleQuestionMark } from "lucide-react";
import { Tooltip } from "./tooltip.tsx";

/** A small question mark that explains on hover and focus; quiet until the field (`group/field`) is pointed at or focused. */
export function HelpMark({ help }: { readonly help: string }) {
  return (
    <Tooltip content={help} side="left">
      <button
        type="button"
        aria-label={`Help: ${help}`}
        className="shrink-0 rounded-full text-faint opacity-0 transition-opacity duration-120 group-focus-within/field:opacity-100 group-hover/field:opacity-100 hover:text-text focus-visible:opacity-100 focus-visible:outline-2 focus-visible:outline-focus motion-reduce:transition-none"
      >
        <CircleQuestionMark aria-hidden size={12} />
      </button>
    </Tooltip>
  );
}
