"use client";

import { KeyRound } from "lucide-react";
import { useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { beginExternal } from "./api.ts";

/** Leads to the identity provider. */
export function ProviderButton({ title, verb = "Sign in", invitation }: { readonly title: string; readonly verb?: string; readonly invitation?: string }) {
  const [error, setError] = useState<string>();
  const go = () =>
    beginExternal(invitation).then(
      ({ url }) => window.location.assign(url),
      (reason: unknown) => setError(reason instanceof Error ? reason.message : "Something went wrong."),
    );
  return (
    <div className="flex flex-col gap-2">
      <Button icon={<KeyRound aria-hidden size={15} />} onClick={() => void go()}>
        {verb} with {title}
      </Button>
      {error ? (
        <p role="alert" className="text-sm text-error">
          {error}
        </p>
      ) : null}
    </div>
  );
}
