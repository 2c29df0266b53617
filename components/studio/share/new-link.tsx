"use client";

import { Link2 } from "lucide-react";
import { type FormEvent, useId, useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { Field, Input } from "#components/ui/field.tsx";
import { Select } from "#components/ui/select.tsx";
import { RefusedError } from "#lib/editor/autosave.ts";
import type { Scope, ShareRequest, ShareSummary } from "../api.ts";
import { Copyable } from "./copyable.tsx";
import { SCOPE_WORDS, SCOPES } from "./scopes.ts";

const LEAST_PASSWORD = 8;
const HOUR_MS = 3_600_000;
/** When a link can end, beside a date of one's own: hours from now. */
const ENDS = { never: undefined, day: 24, week: 7 * 24, month: 30 * 24, date: undefined } as const;
type Ends = keyof typeof ENDS;
const ENDS_OPTIONS: readonly { readonly value: Ends; readonly label: string }[] = [
  { value: "never", label: "Never ends by itself" },
  { value: "day", label: "Ends in a day" },
  { value: "week", label: "Ends in a week" },
  { value: "month", label: "Ends in 30 days" },
  { value: "date", label: "Ends at a date…" },
];
const isEnds = (text: string): text is Ends => text in ENDS;
const isScope = (text: string): text is Scope => SCOPES.some((scope) => scope === text);

interface NewLinkProps {
  /** The link that was made just now; its secret is known here only. */
  readonly made: { readonly share: ShareSummary; readonly address: string } | undefined;
  readonly onMake: (request: ShareRequest) => Promise<void>;
  readonly onAnother: () => void;
}

/** What a new link may do and when it ends; then the link itself, once. */
export function NewLink({ made, onMake, onAnother }: NewLinkProps) {
  if (made === undefined) return <Form onMake={onMake} />;
  const { title } = SCOPE_WORDS[made.share.scope];
  return (
    <section aria-label="The new link" className="flex flex-col gap-2">
      <h3 className="font-medium">{title}</h3>
      <Copyable label={title} value={made.address} />
      <p className="text-sm text-muted">
        The server keeps only a hash of its secret, so copy it now.
        {made.share.hasPassword ? " Send the password another way." : ""}
      </p>
      {made.share.scope === "view" ? <Frame address={made.address} /> : null}
      <OnThisMachine />
      <div>
        <Button size="sm" onClick={onAnother}>
          Make another link
        </Button>
      </div>
    </section>
  );
}

function Form({ onMake }: Pick<NewLinkProps, "onMake">) {
  const id = useId();
  const [scope, setScope] = useState<Scope>("view");
  const [ends, setEnds] = useState<Ends>("never");
  const [date, setDate] = useState("");
  const [hasPassword, setHasPassword] = useState(false);
  const [password, setPassword] = useState("");
  const [busy, setBusy] = useState(false);
  const [wrong, setWrong] = useState<Readonly<Record<string, string>>>({});

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const expiresAt = endOf(ends, date);
    if (expiresAt === undefined) return setWrong({ expiresAt: "Choose a date that is still to come." });
    if (hasPassword && password.length < LEAST_PASSWORD) return setWrong({ password: `${LEAST_PASSWORD} characters or more.` });
    setBusy(true);
    setWrong({});
    try {
      await onMake({ scope, expiresAt, password: hasPassword ? password : null });
    } catch (reason) {
      setWrong(
        reason instanceof RefusedError && Object.keys(reason.fields).length > 0 ? reason.fields : { all: reason instanceof Error ? reason.message : "Something went wrong." },
      );
      setBusy(false);
    }
  };
  return (
    <form aria-label="New link" className="flex flex-col gap-3" onSubmit={(event) => void submit(event)}>
      <div className="grid grid-cols-2 items-start gap-x-3 gap-y-2 max-sm:grid-cols-1">
        <Field id={`${id}-scope`} label="Whoever has the link" layout="stack" hint={SCOPE_WORDS[scope].means}>
          <Select
            id={`${id}-scope`}
            value={scope}
            options={SCOPES.map((value) => ({ value, label: SCOPE_WORDS[value].can }))}
            onValueChange={(value) => isScope(value) && setScope(value)}
          />
        </Field>
        <Field id={`${id}-ends`} label="The link" layout="stack">
          <Select id={`${id}-ends`} value={ends} options={ENDS_OPTIONS} onValueChange={(value) => isEnds(value) && setEnds(value)} />
        </Field>
        {ends === "date" ? (
          <Field id={`${id}-date`} label="Ends at" layout="stack" error={wrong["expiresAt"]} className="col-start-2 max-sm:col-start-1">
            <Input id={`${id}-date`} type="datetime-local" value={date} invalid={wrong["expiresAt"] !== undefined} onChange={(event) => setDate(event.currentTarget.value)} />
          </Field>
        ) : null}
      </div>
      <label className="flex items-center gap-2 self-start">
        <input type="checkbox" checked={hasPassword} onChange={(event) => setHasPassword(event.currentTarget.checked)} />
        Ask for a password
      </label>
      {hasPassword ? (
        <Field id={`${id}-password`} label="Password of the link" layout="stack" error={wrong["password"]} hint="Not the one of an account: it is told to everybody with the link.">
          <Input
            id={`${id}-password`}
            value={password}
            autoComplete="off"
            spellCheck={false}
            maxLength={200}
            invalid={wrong["password"] !== undefined}
            onChange={(event) => setPassword(event.currentTarget.value)}
          />
        </Field>
      ) : null}
      {wrong["all"] ? (
        <p role="alert" className="rounded-md bg-error-soft p-2 text-error">
          {wrong["all"]}
        </p>
      ) : null}
      <div>
        <Button variant="primary" type="submit" icon={<Link2 aria-hidden size={14} />} disabled={busy}>
          {busy ? "Making the link…" : "Create link and copy it"}
        </Button>
      </div>
      <OnThisMachine />
    </form>
  );
}

/** The code that shows the design inside another page. */
function Frame({ address }: { readonly address: string }) {
  const { origin, hash } = new URL(address);
  return (
    <details className="text-sm">
      <summary className="cursor-pointer text-muted">Show it in another page</summary>
      <div className="mt-2 flex flex-col gap-2">
        <Copyable label="Code of the frame" value={`<iframe src="${origin}/embed${hash}" title="Design" width="900" height="600"></iframe>`} />
        <p className="text-muted">
          Works in pages whose origin is listed in <code>LINTEL_EMBED_ORIGINS</code> of this server. <code>/embed?findings=off</code> leaves the findings out. Whoever reads the
          page can open the link.
        </p>
      </div>
    </details>
  );
}

/** The moment at which a link ends, null for never; nothing when the date is missing or over. */
function endOf(ends: Ends, date: string): string | null | undefined {
  if (ends === "never") return null;
  const hours = ENDS[ends];
  const at = hours === undefined ? Date.parse(date) : Date.now() + hours * HOUR_MS;
  return at > Date.now() ? new Date(at).toISOString() : undefined;
}

/** A link to a server that nobody else reaches. */
function OnThisMachine() {
  const host = typeof location === "undefined" ? "" : location.hostname;
  if (host !== "localhost" && host !== "[::1]" && !host.startsWith("127.")) return null;
  return (
    <p className="text-sm text-warning">
      Lintel is open on this machine only, so the link works here only. To share with others, start it with <code>HOST</code> and <code>LINTEL_HOSTS</code>, or use the link with
      everything inside.
    </p>
  );
}
