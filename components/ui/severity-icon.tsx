import { clsx } from "clsx";
import type { ReactNode } from "react";

/** How bad it is, or that a number is missing to tell. */
export type SeverityShape = "error" | "warning" | "info" | "undecided";

const NAMES: Record<SeverityShape, string> = { error: "Error", warning: "Warning", info: "Advice", undecided: "Undecided" };
const COLORS: Record<SeverityShape, string> = { error: "text-error", warning: "text-warning", info: "text-info", undecided: "text-undecided" };

const INSIDE = "var(--bg-raised)";
const bar = (color: string, top: number, bottom: number, dot: number) => (
  <>
    <path d={`M8 ${top}V${bottom}`} stroke={color} strokeWidth="1.75" strokeLinecap="round" />
    <circle cx="8" cy={dot} r="1" fill={color} />
  </>
);

/* Four shapes that differ without colour; the same in badges, panels and documents. */
const SHAPES: Record<SeverityShape, ReactNode> = {
  error: (
    <>
      <path d="M5.1 1h5.8L15 5.1v5.8L10.9 15H5.1L1 10.9V5.1Z" fill="currentColor" />
      {bar(INSIDE, 4.5, 8.25, 11.25)}
    </>
  ),
  warning: (
    <>
      <path d="M8 1.75 15.25 14.25H.75Z" fill="currentColor" stroke="currentColor" strokeWidth="1" strokeLinejoin="round" />
      {bar(INSIDE, 6, 9.25, 11.9)}
    </>
  ),
  info: (
    <>
      <circle cx="8" cy="8" r="6.5" fill="none" stroke="currentColor" strokeWidth="1.5" />
      <path d="M8 7.5v4" stroke="currentColor" strokeWidth="1.75" strokeLinecap="round" />
      <circle cx="8" cy="4.75" r="1" fill="currentColor" />
    </>
  ),
  undecided: (
    <>
      <circle cx="8" cy="8" r="6.5" fill="none" stroke="currentColor" strokeWidth="1.5" strokeDasharray="2.6 1.5" />
      <path d="M6.2 6.3a1.85 1.85 0 1 1 2.6 1.75c-.5.25-.8.55-.8 1.2" fill="none" stroke="currentColor" strokeWidth="1.4" strokeLinecap="round" />
      <circle cx="8" cy="11.4" r=".9" fill="currentColor" />
    </>
  ),
};

export interface SeverityIconProps {
  readonly severity: SeverityShape;
  readonly size?: number;
  /** What is read out; empty when a text beside it says the same. */
  readonly label?: string;
  readonly className?: string;
}

/** Severity as a shape: error a filled octagon, warning a triangle, info a circle, undecided a dashed circle with a question mark. */
export function SeverityIcon({ severity, size = 14, label = NAMES[severity], className }: SeverityIconProps) {
  return (
    <svg
      viewBox="0 0 16 16"
      width={size}
      height={size}
      className={clsx("shrink-0", COLORS[severity], className)}
      {...(label ? { role: "img", "aria-label": label } : { "aria-hidden": true })}
    >
      {SHAPES[severity]}
    </svg>
  );
}
