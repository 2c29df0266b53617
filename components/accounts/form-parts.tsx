"use client";

import { type ComponentProps, type ReactNode, useEffect, useId, useState } from "react";
import { PageFrame } from "#components/page-frame.tsx";
import { Field, Input } from "#components/ui/field.tsx";
import type { FormState } from "./use-form.ts";

/** A small page around one form. */
export function SmallPage({ title, lead, children }: { readonly title: string; readonly lead?: ReactNode; readonly children: ReactNode }) {
  return (
    <PageFrame>
      <main className="mx-auto w-full max-w-[400px] px-4 py-16">
        <h1 className="text-xl font-semibold">{title}</h1>
        {lead ? <p className="mt-2 text-muted">{lead}</p> : null}
        <div className="mt-6 flex flex-col gap-4">{children}</div>
      </main>
    </PageFrame>
  );
}

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

/** What comes after the `#` of the address, also when another link is opened in the same page; no server sees it. Undefined until the page runs. */
export function useFragment(): string | undefined {
  const [fragment, setFragment] = useState<string>();
  useEffect(() => {
    const read = () => setFragment(window.location.hash.slice(1));
    read();
    window.addEventListener("hashchange", read);
    return () => window.removeEventListener("hashchange", read);
  }, []);
  return fragment;
}
