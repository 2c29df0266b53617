"use client";

import { type FormEvent, useCallback, useState } from "react";
import { RefusalError } from "./api.ts";

/** What a form shows beside its fields. */
export interface FormState {
  readonly isPending: boolean;
  /** What is wrong with the whole; undefined when it stands beside a field. */
  readonly error: string | undefined;
  readonly fields: Readonly<Record<string, string>>;
  readonly submit: (event: FormEvent<HTMLFormElement>) => void;
}

/** Sends a form and keeps what the server says about it. */
export function useForm(send: (data: FormData, form: HTMLFormElement) => Promise<unknown>, known: readonly string[]): FormState {
  const [state, setState] = useState<Omit<FormState, "submit">>({ isPending: false, error: undefined, fields: {} });
  const submit = useCallback(
    (event: FormEvent<HTMLFormElement>) => {
      event.preventDefault();
      const form = event.currentTarget;
      setState({ isPending: true, error: undefined, fields: {} });
      send(new FormData(form), form).then(
        () => setState({ isPending: false, error: undefined, fields: {} }),
        (reason: unknown) => {
          const fields = reason instanceof RefusalError ? reason.fields : {};
          const isBeside = Object.keys(fields).some((field) => known.includes(field));
          setState({ isPending: false, error: isBeside ? undefined : reason instanceof Error ? reason.message : "Something went wrong.", fields });
          const wrong = known.find((field) => field in fields);
          if (wrong !== undefined) form.querySelector<HTMLElement>(`[name="${wrong}"]`)?.focus();
        },
      );
    },
    [send, known],
  );
  return { ...state, submit };
}

/** What was typed into a field. */
export const typed = (data: FormData, name: string): string => {
  const value = data.get(name);
  return typeof value === "string" ? value : "";
};
