"use client";

import { useCallback, useEffect, useState } from "react";
import { RefusalError } from "#components/accounts/api.ts";
import { FormError, SmallPage, TextField, useFragment } from "#components/accounts/form-parts.tsx";
import { typed, useForm } from "#components/accounts/use-form.ts";
import { Button } from "#components/ui/button.tsx";
import { RefusedError } from "#lib/editor/autosave.ts";
import { type Entered, exchangeShare } from "./api.ts";
import { Opening } from "./opening.tsx";
import { openShown } from "./session.ts";
import { INCOMPLETE, NOTHING_THERE, ShownStudio } from "./shown-studio.tsx";

/** How far opening a link is. */
type Knocked =
  | { readonly kind: "opening" }
  | { readonly kind: "password" }
  | { readonly kind: "in"; readonly entered: Entered }
  | { readonly kind: "failed"; readonly reason: string };

/** The design that a share link opens, after its password where it has one. */
export function LinkStudio() {
  const secret = useFragment();
  return secret === undefined ? <Opening state={{ kind: "opening" }} /> : <Door key={secret} secret={secret} />;
}

function Door({ secret }: { readonly secret: string }) {
  const [state, setState] = useState<Knocked>({ kind: "opening" });
  useEffect(() => {
    let isGone = false;
    const become = (next: Knocked): void => void (isGone || setState(next));
    if (secret === "") become({ kind: "failed", reason: INCOMPLETE });
    else {
      exchangeShare(secret).then(
        (entered) => become({ kind: "in", entered }),
        (error: unknown) => become(refusalOf(error)),
      );
    }
    return () => {
      isGone = true;
    };
  }, [secret]);
  const onEntered = useCallback((entered: Entered) => setState({ kind: "in", entered }), []);
  const onGone = useCallback(() => setState({ kind: "failed", reason: NOTHING_THERE }), []);
  if (state.kind === "in") return <Inside entered={state.entered} />;
  if (state.kind === "password") return <Password secret={secret} onEntered={onEntered} onGone={onGone} />;
  return <Opening state={state} />;
}

function refusalOf(error: unknown): Knocked {
  if (!(error instanceof RefusedError)) return { kind: "failed", reason: error instanceof Error ? error.message : "It could not be opened." };
  return error.code === "unauthenticated" ? { kind: "password" } : { kind: "failed", reason: NOTHING_THERE };
}

function Inside({ entered: { designId, shareId, scope } }: { readonly entered: Entered }) {
  const open = useCallback(() => openShown(designId, scope, { linkId: shareId }), [designId, shareId, scope]);
  return <ShownStudio open={open} />;
}

const FIELDS = ["password"];

interface PasswordProps {
  readonly secret: string;
  readonly onEntered: (entered: Entered) => void;
  /** The link ended meanwhile. */
  readonly onGone: () => void;
}

/** Asks for the password of the link. */
function Password({ secret, onEntered, onGone }: PasswordProps) {
  const send = useCallback(
    async (data: FormData) => {
      try {
        onEntered(await exchangeShare(secret, typed(data, "password")));
      } catch (error) {
        if (!(error instanceof RefusedError)) throw error;
        if (error.code === "not_found") onGone();
        else throw new RefusalError(error.message, error.fields);
      }
    },
    [secret, onEntered, onGone],
  );
  const form = useForm(send, FIELDS);
  return (
    <SmallPage title="This link asks for a password" lead="Whoever sent you the link knows it.">
      <form method="post" onSubmit={form.submit} className="flex flex-col gap-4">
        <TextField name="password" label="Password of the link" type="password" autoComplete="off" autoFocus form={form} />
        <FormError form={form} />
        <div className="flex justify-end">
          <Button variant="primary" type="submit" disabled={form.isPending}>
            Open the design
          </Button>
        </div>
      </form>
    </SmallPage>
  );
}
