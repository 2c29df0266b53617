"use client";

import { Copy } from "lucide-react";
import { useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { encodeShareCode } from "#lib/export/share-code.ts";
import { useEditor } from "../use-editor.tsx";
import { Copyable, copyLink } from "./copyable.tsx";

/** Longest address that browsers and chat programs pass on whole. */
const LONGEST_LINK = 30_000;

/** The whole design packed into the address: no server is asked when it is opened. */
export function EverythingInside() {
  const { design } = useEditor();
  const [link, setLink] = useState<string>();
  const [error, setError] = useState<string>();
  const make = async () => {
    const address = `${location.origin}/view#${encodeShareCode(design)}`;
    if (address.length > LONGEST_LINK) {
      setError(
        `The design is too large for an address (${Math.ceil(address.length / 1_000)} kB; ${LONGEST_LINK / 1_000} kB is the most that travels safely). Export the file instead.`,
      );
      return;
    }
    setLink(address);
    await copyLink(address);
  };
  return (
    <section className="flex flex-col gap-2 border-t border-line pt-3">
      <h3 className="font-medium">Link with everything inside</h3>
      <p className="text-sm text-muted">The design as it is now, packed into the address. Nothing of it is stored on the server, so it never changes and cannot be revoked.</p>
      {error ? (
        <p role="alert" className="text-error">
          {error}
        </p>
      ) : null}
      {link ? (
        <Copyable label="Link with everything inside" value={link} />
      ) : (
        <div>
          <Button icon={<Copy aria-hidden size={14} />} onClick={() => void make()}>
            Copy link with everything inside
          </Button>
        </div>
      )}
    </section>
  );
}
