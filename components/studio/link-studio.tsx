"use client";

import { type ReactNode, useCallback } from "react";
import { SmallPage } from "#components/accounts/small-page.tsx";
import { useFragment } from "#components/accounts/use-fragment.ts";
import { type Entered, exchangeShare } from "./api.ts";
import { LinkDoor, type LinkWaiting } from "./link-door.tsx";
import { Opening } from "./opening.tsx";
import { openShown } from "./session.ts";
import { ShownStudio } from "./shown-studio.tsx";

const waiting: LinkWaiting = (state) => <Opening state={state} />;
const asking = (form: ReactNode): ReactNode => (
  <SmallPage title="This link asks for a password" lead="Whoever sent you the link knows it.">
    {form}
  </SmallPage>
);

/** The design that a share link opens, after its password where it has one. */
export function LinkStudio() {
  const secret = useFragment();
  if (secret === undefined) return <Opening state={{ kind: "opening" }} />;
  return (
    <LinkDoor key={secret} secret={secret} knock={exchangeShare} waiting={waiting} asking={asking}>
      {(entered) => <Inside entered={entered} />}
    </LinkDoor>
  );
}

function Inside({ entered: { designId, shareId, scope } }: { readonly entered: Entered }) {
  const open = useCallback(() => openShown(designId, scope, { linkId: shareId }), [designId, shareId, scope]);
  return <ShownStudio open={open} />;
}
