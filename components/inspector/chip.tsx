import { clsx } from "clsx";
import { X } from "lucide-react";
import type { ReactNode } from "react";

export interface ChipProps {
  readonly children: ReactNode;
  /** What the removing button is for: `Remove rate`. */
  readonly removeLabel: string;
  readonly onRemove?: (() => void) | undefined;
  /** Refers to something that is gone. */
  readonly broken?: boolean;
}

/** One entry of a list inside a field, with a button that removes it. */
export function Chip({ children, removeLabel, onRemove, broken = false }: ChipProps) {
  return (
    <span
      className={clsx(
        "inline-flex h-[22px] max-w-full items-center gap-0.5 rounded-[4px] border pl-1.5 text-sm",
        broken ? "border-error bg-error-soft text-error" : "border-line bg-sunken text-text",
        onRemove ? "pr-0.5" : "pr-1.5",
      )}
    >
      <span className="min-w-0 truncate">{children}</span>
      {onRemove ? (
        <button
          type="button"
          aria-label={removeLabel}
          onClick={onRemove}
          onKeyDown={(event) => {
            if (event.key === "Backspace" || event.key === "Delete") {
              event.preventDefault();
              onRemove();
            }
          }}
          className="flex size-4 shrink-0 items-center justify-center rounded-[3px] text-faint hover:bg-hover hover:text-text focus-visible:outline-2 focus-visible:outline-focus"
        >
          <X aria-hidden size={11} />
        </button>
      ) : null}
    </span>
  );
}
