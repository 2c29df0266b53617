"use client";

import Link from "next/link";
import { useCallback, useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { setPasswordByLink } from "./api.ts";
import { FormError, NewPassword } from "./form-parts.tsx";
import { SmallPage } from "./small-page.tsx";
import { useFragment } from "./use-fragment.ts";
import { typed, useForm } from "./use-form.ts";

const FIELDS = ["password"];

/** Sets a new password by a one-time link. */
export function ResetPassword() {
  const [isDone, setIsDone] = useState(false);
  const secret = useFragment() ?? "";
  const send = useCallback(
    async (data: FormData) => {
      await setPasswordByLink(secret, typed(data, "password"));
      setIsDone(true);
    },
    [secret],
  );
  const form = useForm(send, FIELDS);
  return (
    <SmallPage title="A new password">
      {isDone ? (
        <p role="status">
          Your password is set, and you are signed out everywhere.{" "}
          <Link href="/sign-in" className="text-accent underline">
            Sign in
          </Link>
        </p>
      ) : (
        <form method="post" onSubmit={form.submit} className="flex flex-col gap-4">
          <NewPassword form={form} label="New password" />
          <FormError form={form} />
          <Button variant="primary" type="submit" disabled={form.isPending} className="self-end">
            Set the password
          </Button>
        </form>
      )}
    </SmallPage>
  );
}
