"use client";

import Link from "next/link";
import { useSearchParams } from "next/navigation";
import { Suspense, useCallback, useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { requestReset, signIn } from "./api.ts";
import { FormError, TextField } from "./form-parts.tsx";
import { SmallPage } from "./small-page.tsx";
import { ProviderButton } from "./provider-button.tsx";
import { typed, useForm } from "./use-form.ts";
import { useMe } from "./use-me.ts";

const FIELDS = ["email", "password"];

/** An address of this server only: what a browser would read as another host leads to the start. */
const placeOf = (next: string | null): string => (next !== null && /^\/(?![/\\])/u.test(next) ? next : "/");

/** Signing in, by password or at the identity provider. */
export function SignIn() {
  return (
    <SmallPage title="Sign in">
      <Suspense>
        <Form />
      </Suspense>
    </SmallPage>
  );
}

function Form() {
  const next = placeOf(useSearchParams().get("next"));
  const me = useMe();
  const [hasForgotten, setHasForgotten] = useState(false);
  const send = useCallback(
    async (data: FormData) => {
      await signIn({ email: typed(data, "email"), password: typed(data, "password") });
      // A full load, so that nothing of before is left.
      window.location.assign(next);
    },
    [next],
  );
  const form = useForm(send, FIELDS);
  if (hasForgotten) return <Forgotten sendsMail={me?.sendsMail === true} onBack={() => setHasForgotten(false)} />;
  return (
    <>
      <form method="post" onSubmit={form.submit} className="flex flex-col gap-4">
        <TextField name="email" label="E-mail" type="email" autoComplete="username" autoFocus form={form} />
        <TextField name="password" label="Password" type="password" autoComplete="current-password" form={form} />
        <FormError form={form} />
        <div className="flex items-center justify-between gap-2">
          <Button variant="ghost" onClick={() => setHasForgotten(true)}>
            Forgotten?
          </Button>
          <Button variant="primary" type="submit" disabled={form.isPending}>
            Sign in
          </Button>
        </div>
      </form>
      {me?.provider ? <ProviderButton title={me.provider} /> : null}
      {me?.isSignUpOpen ? (
        <p className="text-muted">
          No account yet?{" "}
          <Link href="/sign-up" className="text-accent underline">
            Make one
          </Link>
        </p>
      ) : null}
    </>
  );
}

function Forgotten({ sendsMail, onBack }: { readonly sendsMail: boolean; readonly onBack: () => void }) {
  const [isSent, setIsSent] = useState(false);
  const send = useCallback(async (data: FormData) => {
    await requestReset(typed(data, "email"));
    setIsSent(true);
  }, []);
  const form = useForm(send, FIELDS);
  const back = <Button onClick={onBack}>Back</Button>;
  if (!sendsMail || isSent) {
    return (
      <>
        <p role="status">
          {isSent
            ? "If there is such an account, a mail is on its way. Its link works once, within a day."
            : "Ask an administrator of your workspace for a link that sets a new password."}
        </p>
        <div>{back}</div>
      </>
    );
  }
  return (
    <form method="post" onSubmit={form.submit} className="flex flex-col gap-4">
      <TextField name="email" label="E-mail" type="email" autoComplete="username" autoFocus form={form} />
      <FormError form={form} />
      <div className="flex justify-between gap-2">
        {back}
        <Button variant="primary" type="submit" disabled={form.isPending}>
          Send me a link
        </Button>
      </div>
    </form>
  );
}
