"use client";

import { useCallback, useEffect, useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { toast } from "#components/ui/toast.tsx";
import { changePassword, listSessions, type Me, renameMe, revokeSession, type SessionSummary } from "./api.ts";
import { FormError, NewPassword, TextField } from "./form-parts.tsx";
import { ProviderButton } from "./provider-button.tsx";
import { Section, WidePage } from "./section.tsx";
import { typed, useForm } from "./use-form.ts";
import { useMe } from "./use-me.ts";

/** One's own account: name, password, where one is signed in. */
export function Account() {
  const me = useMe();
  return (
    <WidePage title="Account">
      {me?.person ? (
        <Settings me={me} person={me.person} />
      ) : (
        <p className="text-muted">{me ? "There are no accounts here: whoever sits at this machine may do everything." : "Loading…"}</p>
      )}
    </WidePage>
  );
}

const NAME = ["name"];
const PASSWORD = ["current", "password"];

function Settings({ me, person }: { readonly me: Me; readonly person: NonNullable<Me["person"]> }) {
  const rename = useCallback(async (data: FormData) => {
    await renameMe(typed(data, "name"));
    toast.show("Your name is changed");
  }, []);
  const change = useCallback(async (data: FormData, form: HTMLFormElement) => {
    await changePassword(typed(data, "current"), typed(data, "password"));
    form.reset();
    toast.show("Your password is changed; you are signed out everywhere else");
  }, []);
  const name = useForm(rename, NAME);
  const password = useForm(change, PASSWORD);
  return (
    <>
      <Section title="You" lead={person.email}>
        <form method="post" onSubmit={name.submit} className="flex max-w-[400px] flex-col gap-3">
          <TextField name="name" label="Name" autoComplete="name" defaultValue={person.name} form={name} />
          <FormError form={name} />
          <Button type="submit" disabled={name.isPending} className="self-start">
            Change name
          </Button>
        </form>
      </Section>
      <Section title="Password">
        <form method="post" onSubmit={password.submit} className="flex max-w-[400px] flex-col gap-3">
          {me.hasPassword ? <TextField name="current" label="Present password" type="password" autoComplete="current-password" form={password} /> : null}
          <NewPassword form={password} label="New password" />
          <FormError form={password} />
          <Button type="submit" disabled={password.isPending} className="self-start">
            Change password
          </Button>
        </form>
      </Section>
      {me.provider ? (
        <Section title="Identity provider" lead={`Once linked, you can sign in with ${me.provider} too.`}>
          <ProviderButton title={me.provider} verb="Link" />
        </Section>
      ) : null}
      <Sessions />
    </>
  );
}

function Sessions() {
  const [sessions, setSessions] = useState<readonly SessionSummary[]>();
  const [error, setError] = useState<string>();
  const load = useCallback(() => {
    listSessions().then(
      ({ items }) => setSessions(items),
      (reason: unknown) => setError(reason instanceof Error ? reason.message : "Something went wrong."),
    );
  }, []);
  useEffect(load, [load]);
  const end = (session: SessionSummary) =>
    void revokeSession(session.id).then(
      () => (session.isThis ? window.location.assign("/sign-in") : load()),
      (reason: unknown) => toast.error("It could not be signed out", { description: reason instanceof Error ? reason.message : "" }),
    );
  return (
    <Section title="Signed in" lead="A browser is signed out by itself after a week without use, and after a month in any case.">
      {error ? <p role="alert">{error}</p> : null}
      <ul className="overflow-hidden rounded-[8px] border border-line bg-raised">
        {sessions?.map((session) => (
          <li key={session.id} className="flex items-center gap-3 border-b border-line px-4 py-2 last:border-b-0">
            <div className="min-w-0 flex-1">
              <p className="truncate">{session.client === "" ? "A program" : session.client}</p>
              <p className="text-sm text-muted">
                {session.isThis ? "This browser · " : ""}last used <time dateTime={session.lastUsedAt}>{new Date(session.lastUsedAt).toLocaleString()}</time>
              </p>
            </div>
            <Button size="sm" onClick={() => end(session)}>
              Sign out
            </Button>
          </li>
        ))}
      </ul>
    </Section>
  );
}
