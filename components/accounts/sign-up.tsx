"use client";

import { useCallback, useEffect, useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { acceptInvitation, exchangeInvitation, type Offer, signUp } from "./api.ts";
import { FormError, NewPassword, TextField } from "./form-parts.tsx";
import { SmallPage } from "./small-page.tsx";
import { useFragment } from "./use-fragment.ts";
import { ProviderButton } from "./provider-button.tsx";
import { roleWords } from "./role-names.ts";
import { typed, useForm } from "./use-form.ts";
import { useMe } from "./use-me.ts";

const FIELDS = ["name", "email", "password"];

/** Makes an account where anybody may. */
export function SignUp() {
  return (
    <SmallPage title="Make an account">
      <NewAccount />
    </SmallPage>
  );
}

type Invited = { readonly kind: "reading" } | { readonly kind: "open"; readonly secret: string; readonly offer: Offer } | { readonly kind: "closed"; readonly reason: string };

/** What an invitation leads to: a new account, or one more workspace for whoever has one. */
export function Invitation() {
  const me = useMe();
  const [invited, setInvited] = useState<Invited>({ kind: "reading" });
  const secret = useFragment();
  useEffect(() => {
    if (secret === undefined) return;
    exchangeInvitation(secret).then(
      (offer) => setInvited({ kind: "open", secret, offer }),
      // The same words whatever the cause, so that they tell nothing about invitations that exist.
      () => setInvited({ kind: "closed", reason: "This invitation opens nothing. It may have been used, ended or have expired; ask whoever sent it for a new one." }),
    );
  }, [secret]);
  if (invited.kind === "reading" || me === undefined)
    return <SmallPage title="Invitation">{invited.kind === "closed" ? <p role="alert">{invited.reason}</p> : <p role="status">Reading the invitation…</p>}</SmallPage>;
  if (invited.kind === "closed")
    return (
      <SmallPage title="Invitation">
        <p role="alert">{invited.reason}</p>
      </SmallPage>
    );
  const { offer } = invited;
  return (
    <SmallPage title={`Join ${offer.workspaceTitle}`} lead={`You are invited as: ${roleWords(offer.roles, offer.isAdmin)}.`}>
      {me.person ? <Join secret={invited.secret} name={me.person.name} /> : <NewAccount invitation={invited.secret} email={offer.email} provider={me.provider} />}
    </SmallPage>
  );
}

const NONE: readonly string[] = [];

function Join({ secret, name }: { readonly secret: string; readonly name: string }) {
  const send = useCallback(async () => {
    await acceptInvitation(secret);
    window.location.assign("/designs");
  }, [secret]);
  const form = useForm(send, NONE);
  return (
    <form method="post" onSubmit={form.submit} className="flex flex-col gap-4">
      <FormError form={form} />
      <Button variant="primary" type="submit" disabled={form.isPending} className="self-end">
        Join as {name}
      </Button>
    </form>
  );
}

function NewAccount({ invitation, email, provider }: { readonly invitation?: string; readonly email?: string | null; readonly provider?: string | null }) {
  const send = useCallback(
    async (data: FormData) => {
      await signUp({ ...(invitation !== undefined && { invitation }), name: typed(data, "name"), email: typed(data, "email"), password: typed(data, "password") });
      window.location.assign("/designs");
    },
    [invitation],
  );
  const form = useForm(send, FIELDS);
  return (
    <>
      <form method="post" onSubmit={form.submit} className="flex flex-col gap-4">
        <TextField name="name" label="Your name" autoComplete="name" form={form} />
        <TextField name="email" label="E-mail" type="email" autoComplete="username" defaultValue={email ?? ""} readOnly={Boolean(email)} form={form} />
        <NewPassword form={form} />
        <FormError form={form} />
        <Button variant="primary" type="submit" disabled={form.isPending} className="self-end">
          Make the account
        </Button>
      </form>
      {provider && invitation !== undefined ? <ProviderButton title={provider} verb="Join" invitation={invitation} /> : null}
    </>
  );
}
