"use client";

import { type ComponentProps, useId } from "react";
import { Field, Input } from "#components/ui/field.tsx";
import type { FormState } from "./use-form.ts";

interface TextProps extends Omit<ComponentProps<"input">, "form"> {
  readonly name: string;
  readonly label: string;
  readonly form: FormState;
  readonly hint?: string;
}

/** A labelled line of text that shows what the server says about it. */
export function TextField({ name, label, form, hint, ...rest }: TextProps) {
  const id = useId();
  const error = form.fields[name];
  return (
    <Field id={id} label={label} layout="stack" error={error} {...(hint ? { hint } : {})}>
      <Input id={id} name={name} required invalid={error !== undefined} className="h-8!" {...rest} />
    </Field>
  );
}

/** A new password, with what makes a good one. */
export function NewPassword({ form, label = "Password" }: { readonly form: FormState; readonly label?: string }) {
  return (
    <TextField
      name="password"
      label={label}
      type="password"
      autoComplete="new-password"
      form={form}
      hint="10 characters or more; a few words that do not belong together are good."
    />
  );
}

/** What is wrong with the whole form. */
export function FormError({ form }: { readonly form: FormState }) {
  return form.error ? (
    <p role="alert" className="rounded-md bg-error-soft p-3 text-error">
      {form.error}
    </p>
  ) : null;
}
