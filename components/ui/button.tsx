import { clsx } from "clsx";
import type { ComponentProps, ReactNode } from "react";
import { Tooltip } from "./tooltip.tsx";

/** How loud a button is: one primary per view, the rest secondary or ghost. */
export type ButtonVariant = "primary" | "secondary" | "ghost" | "danger";

const VARIANTS: Record<ButtonVariant, string> = {
  primary: "border-transparent bg-accent text-accent-text hover:bg-accent-strong",
  secondary: "border-line-strong bg-raised text-text hover:bg-hover",
  ghost: "border-transparent bg-transparent text-muted hover:bg-hover hover:text-text",
  danger: "border-transparent bg-error-soft text-error hover:brightness-95",
};

const SIZES = {
  sm: "h-7 gap-1.5 px-2 text-sm",
  md: "h-8 gap-2 px-3 text-base",
} as const;

const BASE =
  "inline-flex shrink-0 select-none items-center justify-center whitespace-nowrap rounded-md border font-medium leading-none transition-colors duration-120 ease-out " +
  "focus-visible:outline-2 focus-visible:outline-offset-1 focus-visible:outline-focus disabled:pointer-events-none disabled:opacity-50 motion-reduce:transition-none";

export interface ButtonProps extends ComponentProps<"button"> {
  readonly variant?: ButtonVariant;
  readonly size?: keyof typeof SIZES;
  /** Icon before the text. */
  readonly icon?: ReactNode;
}

/** A button with a text. */
export function Button({ variant = "secondary", size = "md", icon, className, children, type = "button", ...rest }: ButtonProps) {
  return (
    <button type={type} className={clsx(BASE, VARIANTS[variant], SIZES[size], className)} {...rest}>
      {icon}
      {children}
    </button>
  );
}

export interface IconButtonProps extends Omit<ComponentProps<"button">, "aria-label"> {
  /** What it does; read out and shown as a tooltip. */
  readonly label: string;
  /** Keys of the command, shown in the tooltip: `mod+k`. */
  readonly shortcut?: string;
  readonly variant?: ButtonVariant;
  readonly size?: keyof typeof SIZES;
  readonly tooltipSide?: "top" | "right" | "bottom" | "left";
}

/** A square button with an icon only; its label is read out and shown on hover and focus. */
export function IconButton({ label, shortcut, variant = "ghost", size = "md", tooltipSide, className, type = "button", ...rest }: IconButtonProps) {
  return (
    <Tooltip content={label} {...(shortcut ? { shortcut } : {})} {...(tooltipSide ? { side: tooltipSide } : {})}>
      <button type={type} aria-label={label} className={clsx(BASE, VARIANTS[variant], size === "sm" ? "size-7" : "size-8", className)} {...rest} />
    </Tooltip>
  );
}
