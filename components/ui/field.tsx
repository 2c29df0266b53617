"use client";
import { clsx } from "clsx";
import { type ComponentProps, createContext, type ReactNode, useContext } from "react";
import { HelpMark } from "./help-mark.tsx";

const CONTROL =
  "w-full min-w-0 rounded-md border bg-bg text-base text-text placeholder:text-faint transition-colors duration-120 motion-reduce:transition-none " +
  "focus-visible:border-focus focus-visible:outline-1 focus-visible:outline-focus disabled:cursor-not-allowed disabled:opacity-60";

/** Look of everything one types or picks in; the border turns red while `invalid`. */
export const controlClass = (invalid = false) => clsx(CONTROL, invalid ? "border-error" : "border-line-strong hover:border-muted");

export interface InputProps extends ComponentProps<"input"> {
  readonly invalid?: boolean;
}

/** The control of the field around, while a message stands below it. */
const Described = createContext<string | undefined>(undefined);

/** The message of the field around, for the control with this id: it is read out with the control. */
function useMessage(id: string | undefined): { readonly "aria-describedby"?: string } {
  const described = useContext(Described);
  return id !== undefined && described === id ? { "aria-describedby": messageId(id) } : {};
}

/** One line of text. */
export function Input({ invalid = false, className, type = "text", ...rest }: InputProps) {
  const message = useMessage(rest.id);
  return <input type={type} {...message} aria-invalid={invalid || undefined} className={clsx(controlClass(invalid), "h-7 px-2", className)} {...rest} />;
}

export interface TextAreaProps extends ComponentProps<"textarea"> {
  readonly invalid?: boolean;
}

/** Text of several lines that grows with what is in it. */
export function TextArea({ invalid = false, className, rows = 2, ...rest }: TextAreaProps) {
  const message = useMessage(rest.id);
  return (
    <textarea
      rows={rows}
      {...message}
      aria-invalid={invalid || undefined}
      className={clsx(controlClass(invalid), "field-sizing-content max-h-64 min-h-12 resize-y px-2 py-1", className)}
      {...rest}
    />
  );
}

/** Id of the label of the field with this id, for `aria-labelledby` on groups that a label cannot point to. */
export const labelId = (id: string) => `${id}-label`;

/** Id of the message below the field with this id, for `aria-describedby`. */
const messageId = (id: string) => `${id}-message`;

export interface FieldProps {
  /** Id of the control that the label belongs to. */
  readonly id: string;
  readonly label: ReactNode;
  /** Unit that is meant when none is typed. */
  readonly unit?: string | undefined;
  /** One sentence of help, in a tooltip. */
  readonly help?: string | undefined;
  /** What is wrong with the value, in words. */
  readonly error?: string | undefined;
  /** A quiet remark below: where a default comes from. */
  readonly hint?: ReactNode;
  /** A mark before the label, such as the severity of a finding. */
  readonly mark?: ReactNode;
  /** A button at the end of the label's line. */
  readonly action?: ReactNode;
  /** Label beside the control, or above it. */
  readonly layout?: "row" | "stack";
  readonly children: ReactNode;
  readonly className?: string;
}

/** A labelled control with unit, help, error and hint. */
export function Field({ id, label, unit, help, error, hint, mark, action, layout = "row", children, className }: FieldProps) {
  const row = layout === "row";
  return (
    <div className={clsx("group/field min-w-0", row ? "grid grid-cols-[min(124px,42%)_minmax(0,1fr)] items-start gap-x-2" : "flex flex-col gap-1", className)}>
      <div className={clsx("flex min-w-0 items-center gap-1 text-base text-muted", row ? "min-h-7 py-[5px]" : "min-h-5")}>
        {mark}
        <label id={labelId(id)} htmlFor={id} className="min-w-0 break-words">
          {label}
          {unit ? <span className="text-sm text-faint"> {unit}</span> : null}
        </label>
        {help ? <HelpMark help={help} /> : null}
        {action ? <span className="ml-auto flex shrink-0 items-center">{action}</span> : null}
      </div>
      <div className="min-w-0">
        <Described value={error || hint ? id : undefined}>{children}</Described>
        {error || hint ? (
          <p id={messageId(id)} role={error ? "alert" : undefined} className={clsx("mt-1 text-sm", error ? "text-error" : "text-faint")}>
            {error ?? hint}
          </p>
        ) : null}
      </div>
    </div>
  );
}
