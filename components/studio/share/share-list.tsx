"use client";

import { Link2Off, LockKeyhole } from "lucide-react";
import { Ago } from "#components/ui/ago.tsx";
import { Button } from "#components/ui/button.tsx";
import { Tooltip } from "#components/ui/tooltip.tsx";
import type { ShareSummary } from "../api.ts";
import { SCOPE_WORDS } from "./scopes.ts";

interface ShareListProps {
  readonly shares: readonly ShareSummary[];
  readonly onRevoke: (id: string) => Promise<void>;
}

/** The links of a design: what each lets one do, who made it, when it was used last, when it ends; the ended ones folded away. */
export function ShareList({ shares, onRevoke }: ShareListProps) {
  const open = shares.filter(({ isOpen }) => isOpen);
  const ended = shares.filter(({ isOpen }) => !isOpen);
  return (
    <section className="flex flex-col gap-2 border-t border-line pt-3">
      <h3 className="font-medium">Links of this design</h3>
      {open.length === 0 ? (
        <p className="text-sm text-muted">No link opens this design.</p>
      ) : (
        <ul aria-label="Links of this design" className="rounded-md border border-line">
          {open.map((share) => (
            <Line key={share.id} share={share}>
              <Button size="sm" variant="danger" icon={<Link2Off aria-hidden size={13} />} onClick={() => void onRevoke(share.id)}>
                Revoke
              </Button>
            </Line>
          ))}
        </ul>
      )}
      {ended.length > 0 ? (
        <details className="text-sm">
          <summary className="cursor-pointer text-muted">{ended.length === 1 ? "1 link that has ended" : `${ended.length} links that have ended`}</summary>
          <ul aria-label="Links that have ended" className="mt-1 rounded-md border border-line text-muted">
            {ended.map((share) => (
              <Line key={share.id} share={share} />
            ))}
          </ul>
        </details>
      ) : null}
    </section>
  );
}

function Line({ share, children }: { readonly share: ShareSummary; readonly children?: React.ReactNode }) {
  const { can, Icon } = SCOPE_WORDS[share.scope];
  return (
    <li className="flex items-center gap-2 border-b border-line px-2 py-1.5 last:border-b-0">
      <Icon aria-hidden size={14} className="shrink-0 text-faint" />
      <span className="min-w-0 flex-1 text-sm">
        <span className="flex items-center gap-1.5 text-base">
          {can}
          {share.hasPassword ? (
            <Tooltip content="Asks for a password">
              <span role="img" aria-label="Asks for a password" tabIndex={0}>
                <LockKeyhole aria-hidden size={12} className="text-faint" />
              </span>
            </Tooltip>
          ) : null}
        </span>
        <span className="block text-muted">
          Made {share.creator === null ? "" : `by ${share.creator} `}
          <Ago iso={share.createdAt} /> ·{" "}
          {share.lastUsedAt === null ? (
            "never used"
          ) : (
            <>
              last used <Ago iso={share.lastUsedAt} />
            </>
          )}
          <End share={share} />
        </span>
      </span>
      {children}
    </li>
  );
}

function End({ share: { expiresAt, revokedAt, isOpen } }: { readonly share: ShareSummary }) {
  const [word, at] = revokedAt === null ? [isOpen ? "ends" : "ended", expiresAt] : ["revoked", revokedAt];
  if (at === null) return null;
  return (
    <>
      {" "}
      · {word} <Ago iso={at} />
    </>
  );
}
