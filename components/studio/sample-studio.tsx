"use client";

import { useCallback } from "react";
import type { Design } from "#lib/model/design.ts";
import { Opening } from "./opening.tsx";
import { openSample } from "./session.ts";
import { Studio } from "./studio.tsx";
import { useSession } from "./use-session.ts";

const nothing = (): void => {};

/** The studio on the flawed sample; with the first change it becomes a design of one's own, and the address follows. */
export function SampleStudio({ design }: { readonly design: Design }) {
  const open = useCallback(() => openSample(design, (id) => window.history.replaceState(null, "", `/d/${encodeURIComponent(id)}`)), [design]);
  const session = useSession(open);
  return session.kind === "open" ? <Studio session={session.session} isSample onCopy={nothing} /> : <Opening state={session} />;
}
