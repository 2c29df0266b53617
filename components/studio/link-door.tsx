"use client";

import { type ReactNode, useCallback, useEffect, useState } from "react";
import { RefusalError } from "#components/accounts/api.ts";
import { FormError, TextField } from "#components/accounts/form-parts.tsx";
import { typed, useForm } from "#components/accounts/use-form.ts";
import { Button } from "#components/ui/button.tsx";
import { RefusedError } from "#lib/editor/autosave.ts";
import { INCOMPLETE, NOTHING_THERE } from "./shown-studio.tsx";

/** How far opening a link is; `Entered` is what the server answers. */
type Knocked<Entered> =
  | { readonly kind: "opening" }
  | { readonly kind: "password" }
  | { readonly kind: "in"; readonly entered: Entered }
  | { readonly kind: "failed"; readonly reason: string };

/** What stands there while a link opens, and when it does not. */
export type LinkWaiting = (state: { readonly kind: "opening" } | { readonly kind: "failed"; readonly reason: string }) => ReactNode;

interface LinkDoorProps<Entered> {
  readonly secret: string;
  /** Trades the secret, and the password where one is asked for. */
  readonly knock: (secret: string, password?: string) => Promise<Entered>;
  readonly waiting: LinkWaiting;
  /** What stands around the form that asks for the password. */
  readonly asking: (form: ReactNode) => ReactNode;
  readonly children: (entered: Entered) => ReactNode;
}

/** Opens a link with its secret, after its password where it has one. */
export function LinkDoor<Entered>({ secret, knock, waiting, asking, children }: LinkDoorProps<Entered>) {
  const [state, setState] = useState<Knocked<Entered>>({ kind: "opening" });
  useEffect(() => {
    let isGone = false;
    const become = (next: Knocked<Entered>): void => void (isGone || setState(next));
    if (secret === "") become({ kind: "failed", reason: INCOMPLETE });
    else {
      knock(secret).then(
        (entered) => become({ kind: "in", entered }),
        (error: unknown) => become(refusalOf(error)),
      );
    }
    return () => {
      isGone = true;
    };
  }, [secret, knock]);
  const onPassword = useCallback(
    async (password: string) => {
      try {
        setState({ kind: "in", entered: await knock(secret, password) });
      } catch (error) {
        if (!(error instanceof RefusedError)) throw error;
        if (error.code === "not_found") setState({ kind: "failed", reason: NOTHING_THERE });
        else throw new RefusalError(error.message, error.fields);
      }
    },
    [secret, knock],
  );
  if (state.kind === "in") return children(state.entered);
  return state.kind === "password" ? asking(<Password onPassword={onPassword} />) : waiting(state);
}

function refusalOf(error: unknown): { readonly kind: "password" } | { readonly kind: "failed"; readonly reason: string } {
  if (!(error instanceof RefusedError)) return { kind: "failed", reason: error instanceof Error ? error.message : "It could not be opened." };
  if (error.code === "unauthenticated") return { kind: "password" };
  return { kind: "failed", reason: error.code === "forbidden" ? error.message : NOTHING_THERE };
}

const FIELDS = ["password"];

/** Asks for the password of the link. */
function Password({ onPassword }: { readonly onPassword: (password: string) => Promise<void> }) {
  const send = useCallback((data: FormData) => onPassword(typed(data, "password")), [onPassword]);
  const form = useForm(send, FIELDS);
  return (
    <form method="post" onSubmit={form.submit} className="flex flex-col gap-4">
      <TextField name="password" label="Password of the link" type="password" autoComplete="off" autoFocus form={form} />
      <FormError form={form} />
      <div className="flex justify-end">
        <Button variant="primary" type="submit" disabled={form.isPending}>
          Open the design
        </Button>
      </div>
    </form>
  );
}
