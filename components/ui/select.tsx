import { clsx } from "clsx";
import { ChevronDown } from "lucide-react";
import type { ComponentProps } from "react";
import { controlClass } from "./field.tsx";

export interface SelectOption {
  readonly value: string;
  readonly label: string;
}

export interface SelectProps extends Omit<ComponentProps<"select">, "onChange" | "value"> {
  readonly options: readonly SelectOption[];
  readonly value: string;
  readonly onValueChange: (value: string) => void;
  readonly invalid?: boolean;
}

/** A choice of one; the browser's own list, so that keyboard, touch and screen readers work as everywhere. */
export function Select({ options, value, onValueChange, invalid = false, className, ...rest }: SelectProps) {
  return (
    <span className={clsx("relative block min-w-0", className)}>
      <select
        value={value}
        aria-invalid={invalid || undefined}
        onChange={(event) => onValueChange(event.currentTarget.value)}
        className={clsx(controlClass(invalid), "h-7 appearance-none truncate py-0 pr-7 pl-2", value === "" && "text-faint!")}
        {...rest}
      >
        {options.map((option) => (
          <option key={option.value} value={option.value} className="bg-raised text-text">
            {option.label}
          </option>
        ))}
      </select>
      <ChevronDown aria-hidden size={14} className="pointer-events-none absolute top-1/2 right-2 -translate-y-1/2 text-faint" />
    </span>
  );
}
