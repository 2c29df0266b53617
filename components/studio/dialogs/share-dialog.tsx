"use client";

import { Check, Copy, Link2, Link2Off } from "lucide-react";
import { useCallback, useEffect, useId, useState } from "react";
import { copyText } from "#components/exports/copy-text.ts";
import { Button } from "#components/ui/button.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import { Input } from "#components/ui/field.tsx";
import { toast } from "#components/ui/toast.tsx";
import { encodeShareCode } from "#lib/export/share-code.ts";
import { createShare, listShares, revokeShare, type ShareSummary } from "../api.ts";
import type { Session } from "../session.ts";
import { useEditor } from "../use-editor.tsx";

/** Longest address that browsers and chat programs pass on whole. */
const LONGEST_LINK = 30_000;

/** Makes links: one that looks at the stored design, one with everything inside. */
export function ShareDialog({ session, onClose }: { readonly session: Session; readonly onClose: () => void }) {
  const [link, setLink] = useState<string>();
  const [designId, setDesignId] = useState<string>();
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<string>();
  const [shares, setShares] = useState<readonly ShareSummary[]>([]);

  const load = useCallback(async (id: string) => setShares((await listShares(id)).filter((share) => share.revokedAt === null)), []);
  useEffect(() => {
    const id = session.storedId();
    if (id === undefined) return;
    setDesignId(id);
    load(id).catch((reason: unknown) => setError(messageOf(reason)));
  }, [session, load]);

  const make = async () => {
    setBusy(true);
    setError(undefined);
    try {
      const id = await session.store();
      setDesignId(id);
      const { secret } = await createShare(id, { scope: "view", expiresAt: null, password: null });
      const address = `${location.origin}/s#${secret}`;
      setLink(address);
      await load(id);
      await copy(address);
    } catch (reason) {
      setError(messageOf(reason));
    } finally {
      setBusy(false);
    }
  };
  const revoke = async (shareId: string) => {
    if (!designId) return;
    try {
      await revokeShare(designId, shareId);
      setLink(undefined);
      await load(designId);
      toast.show("Link revoked. It opens nothing any more.");
    } catch (reason) {
      setError(messageOf(reason));
    }
  };

  return (
    <Dialog open onOpenChange={(open) => open || onClose()} title="Share" description="Anybody with the link can look at this design and its findings. Nobody can change it.">
      <div className="flex flex-col gap-4 pb-3">
        {error ? (
          <p role="alert" className="rounded-md bg-error-soft p-2 text-error">
            {error}
          </p>
        ) : null}
        <section className="flex flex-col gap-2">
          <h3 className="font-medium">View-only link</h3>
          {link ? (
            <Copyable label="View-only link" value={link} />
          ) : (
            <div>
              <Button variant="primary" icon={<Link2 aria-hidden size={14} />} disabled={busy} onClick={() => void make()}>
                {busy ? "Making the link…" : "Create link and copy it"}
              </Button>
            </div>
          )}
          <p className="text-sm text-muted">It always shows the latest state, and can be revoked. The server keeps only a hash of its secret, so copy it now.</p>
          {isLoopback(location.hostname) ? (
            <p className="text-sm text-warning">
              Lintel is open on this machine only, so the link works here only. To share with others, start it with <code>HOST</code> and <code>LINTEL_HOSTS</code>, or use the link
              below.
            </p>
          ) : null}
          {shares.length > 0 ? (
            <ul aria-label="Links of this design" className="rounded-md border border-line">
              {shares.map((share) => (
                <li key={share.id} className="flex items-center gap-2 border-b border-line px-2 py-1 last:border-b-0">
                  <Link2 aria-hidden size={13} className="text-faint" />
                  <span className="min-w-0 flex-1 truncate text-sm">
                    Made {when(share.createdAt)} · {share.lastUsedAt ? `last opened ${when(share.lastUsedAt)}` : "never opened"}
                  </span>
                  <Button size="sm" variant="danger" icon={<Link2Off aria-hidden size={13} />} onClick={() => void revoke(share.id)}>
                    Revoke
                  </Button>
                </li>
              ))}
            </ul>
          ) : null}
        </section>
        <EverythingInside />
      </div>
    </Dialog>
  );
}

/** The whole design packed into the address: no server is asked when it is opened. */
function EverythingInside() {
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
    await copy(address);
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

function Copyable({ label, value }: { readonly label: string; readonly value: string }) {
  const id = useId();
  const [copied, setCopied] = useState(false);
  return (
    <div className="flex gap-2">
      <label htmlFor={id} className="sr-only">
        {label}
      </label>
      <Input id={id} readOnly value={value} onFocus={(event) => event.currentTarget.select()} className="font-mono" />
      <Button
        icon={copied ? <Check aria-hidden size={14} /> : <Copy aria-hidden size={14} />}
        onClick={() => {
          void copy(value).then(setCopied);
        }}
      >
        {copied ? "Copied" : "Copy"}
      </Button>
    </div>
  );
}

/** Copies a link and says whether it worked. */
async function copy(text: string): Promise<boolean> {
  try {
    await copyText(text);
    toast.show("Link copied");
    return true;
  } catch {
    // Not allowed to write the clipboard: the field with the link is on the screen to copy by hand.
    return false;
  }
}

const isLoopback = (host: string): boolean => host === "localhost" || host === "[::1]" || host.startsWith("127.");

const messageOf = (reason: unknown): string => (reason instanceof Error ? reason.message : "Something went wrong.");

function when(iso: string): string {
  return new Intl.DateTimeFormat(undefined, { dateStyle: "medium", timeStyle: "short" }).format(new Date(iso));
}
