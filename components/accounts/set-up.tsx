"use client";

import { useCallback, useEffect, useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { completeSetup } from "./api.ts";
import { FormError, NewPassword, TextField } from "./form-parts.tsx";
import { SmallPage } from "./small-page.tsx";
import { useFragment } from "./use-fragment.ts";
import { typed, useForm } from "./use-form.ts";

const FIELDS = ["token", "workspace", "name", "email", "password"];

/** Makes the first administrator of a fresh installation. */
export function SetUp() {
  const [token, setToken] = useState("");
  const given = useFragment();
  useEffect(() => setToken(given ?? ""), [given]);
  const send = useCallback(async (data: FormData) => {
    await completeSetup({
      token: typed(data, "token"),
      workspace: typed(data, "workspace"),
      name: typed(data, "name"),
      email: typed(data, "email"),
      password: typed(data, "password"),
    });
    window.location.assign("/designs");
  }, []);
  const form = useForm(send, FIELDS);
  return (
    <SmallPage
      title="Set up Lintel"
      lead="Nobody has an account yet. The first one is the administrator's, who invites the others. Designs that are here already belong to the workspace."
    >
      <form method="post" onSubmit={form.submit} className="flex flex-col gap-4">
        <TextField
          name="token"
          label="Set-up token"
          autoComplete="off"
          value={token}
          onChange={(event) => setToken(event.currentTarget.value)}
          form={form}
          hint="Printed when the server started."
        />
        <TextField name="workspace" label="Name of the workspace" defaultValue="Workspace" autoComplete="organization" form={form} />
        <TextField name="name" label="Your name" autoComplete="name" form={form} />
        <TextField name="email" label="E-mail" type="email" autoComplete="username" form={form} />
        <NewPassword form={form} />
        <FormError form={form} />
        <Button variant="primary" type="submit" disabled={form.isPending} className="self-end">
          Make the administrator
        </Button>
      </form>
    </SmallPage>
  );
}
