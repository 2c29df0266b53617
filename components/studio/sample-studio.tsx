"use client";

import { useCallback, useRef } from "react";
import type { Design } from "#lib/model/design.ts";
import { Generations } from "./generations.tsx";
import { openSample, openStored, type Session } from "./session.ts";
import { Studio } from "./studio.tsx";

const nothing = (): void => {};

/** The studio on the flawed sample; with the first change it becomes a design of one's own, and the address follows. */
export function SampleStudio({ design }: { readonly design: Design }) {
  const stored = useRef<string>(undefined);
  const open = useCallback((): Promise<Session> | Session => {
    if (stored.current !== undefined) return openStored(stored.current, "manage");
    return openSample(design, (id) => {
      stored.current = id;
      window.history.replaceState(null, "", `/d/${encodeURIComponent(id)}`);
    });
  }, [design]);
  return <Generations open={open}>{(session) => <Studio session={session} isSample={session.storedId() === undefined} onCopy={nothing} />}</Generations>;
}
