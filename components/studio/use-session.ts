"use client";

import { useEffect, useState } from "react";
import type { Session } from "./session.ts";

/** How far opening a design is. */
export type Opened = { readonly kind: "opening" } | { readonly kind: "open"; readonly session: Session } | { readonly kind: "failed"; readonly reason: string };

/** Opens a session for as long as the component stands, and closes it after. */
export function useSession(open: () => Promise<Session> | Session): Opened {
  const [state, setState] = useState<Opened>({ kind: "opening" });
  useEffect(() => {
    let gone = false;
    let session: Session | undefined;
    setState({ kind: "opening" });
    Promise.resolve()
      .then(open)
      .then(
        (opened) => {
          if (gone) opened.close();
          else {
            session = opened;
            setState({ kind: "open", session: opened });
          }
        },
        (error: unknown) => gone || setState({ kind: "failed", reason: error instanceof Error ? error.message : "It could not be opened." }),
      );
    return () => {
      gone = true;
      session?.close();
    };
  }, [open]);
  return state;
}
