"use client";

import Link from "next/link";
import { useEffect, useRef, useState } from "react";
import { finishExternal } from "./api.ts";
import { SmallPage } from "./small-page.tsx";

/** Where the identity provider sends the browser back to. */
export function External() {
  const [error, setError] = useState<string>();
  const hasBegun = useRef(false);
  useEffect(() => {
    // What the provider gave works once; development runs effects twice.
    if (hasBegun.current) return;
    hasBegun.current = true;
    const query = window.location.search;
    window.history.replaceState(null, "", "/external");
    finishExternal(query).then(
      ({ linked }) => window.location.replace(linked ? "/account" : "/"),
      (reason: unknown) => setError(reason instanceof Error ? reason.message : "Something went wrong."),
    );
  }, []);
  return (
    <SmallPage title="Signing in">
      {error === undefined ? (
        <p role="status">One moment…</p>
      ) : (
        <>
          <p role="alert">{error}</p>
          <Link href="/sign-in" className="text-accent underline">
            Back to signing in
          </Link>
        </>
      )}
    </SmallPage>
  );
}
