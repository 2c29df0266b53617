"use client";

import { Eye, EyeOff } from "lucide-react";
import { type CSSProperties, useId, useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { Input } from "#components/ui/field.tsx";
import { Popover, PopoverContent, PopoverTrigger } from "#components/ui/popover.tsx";
import { Tooltip } from "#components/ui/tooltip.tsx";
import { colourOf, nameOf } from "#lib/editor/presence.ts";
import type { Person } from "#lib/sync/realtime-protocol.ts";
import { useDerived } from "./use-editor.tsx";
import { usePeople, usePresence } from "./use-presence.tsx";

/** How many people are shown before the rest is counted. */
const SHOWN = 4;

/** Everybody else who has the design open: who they are, what they look at, and a way to follow them. */
export function People() {
  const self = usePeople((state) => state.self);
  const others = usePeople((state) => state.others);
  const liveness = usePeople((state) => state.liveness);
  if (!self && liveness !== "asking") return null;
  const words = others.length === 0 ? "Nobody else is here" : `${others.map(nameOf).join(", ")} ${others.length === 1 ? "is" : "are"} here`;
  return (
    <Popover>
      <Tooltip content={words}>
        <PopoverTrigger
          aria-label={`People: ${words}`}
          className="flex h-8 items-center rounded-md px-1 outline-none hover:bg-hover focus-visible:outline-2 focus-visible:outline-focus max-sm:hidden"
        >
          <span className="flex -space-x-1.5">
            {others.slice(0, SHOWN).map((person) => (
              <Avatar key={person.id} person={person} />
            ))}
            {self ? <Avatar person={self} mine /> : null}
          </span>
          {others.length > SHOWN ? <span className="tabular ml-1 text-sm text-muted">+{others.length - SHOWN}</span> : null}
        </PopoverTrigger>
      </Tooltip>
      <PopoverContent align="end" className="w-72">
        {self?.canEdit && self.name === undefined ? <OwnName number={self.number} /> : null}
        {liveness === "asking" ? (
          <p className="text-sm text-muted">Something between this browser and the server blocks live connections. Changes of others come every few seconds.</p>
        ) : null}
        {others.length === 0 && liveness === "live" ? <p className="text-sm text-muted">Nobody else has this design open.</p> : null}
        <ul aria-label="People" className="flex flex-col gap-1">
          {others.map((person) => (
            <Other key={person.id} person={person} />
          ))}
        </ul>
      </PopoverContent>
    </Popover>
  );
}

/** Colours of a person, for everything that is drawn of them. */
const coloursOf = (person: Person): CSSProperties => ({ backgroundColor: `var(--tint-line-${colourOf(person)})`, color: "oklch(0.15 0 0)" });

function Avatar({ person, mine = false }: { readonly person: Person; readonly mine?: boolean }) {
  const own = usePeople((state) => state.name);
  const name = nameOf(mine && person.name === undefined && own !== undefined ? { ...person, name: own } : person);
  return (
    <span aria-hidden style={coloursOf(person)} className="flex size-6 items-center justify-center rounded-full border-2 border-bg text-[11px] font-semibold">
      {initials(name)}
    </span>
  );
}

/** `Ada Lovelace` is AL, `Guest 3` is G3. */
function initials(name: string): string {
  const words = name.split(/\s+/u).filter((word) => word !== "");
  return [words[0], words.length > 1 ? words.at(-1) : undefined].map((word) => [...(word ?? "")][0]?.toUpperCase() ?? "").join("");
}

function OwnName({ number }: { readonly number: number }) {
  const presence = usePresence();
  const name = usePeople((state) => state.name);
  const [text, setText] = useState(name ?? "");
  const id = useId();
  return (
    <div className="mb-2 flex flex-col gap-1">
      <label htmlFor={id} className="text-sm text-muted">
        Your name, as the others see it
      </label>
      <Input
        id={id}
        value={text}
        placeholder={`Guest ${number}`}
        maxLength={60}
        onChange={(event) => setText(event.currentTarget.value)}
        onBlur={() => presence.rename(text)}
        onKeyDown={(event) => {
          if (event.key === "Enter") presence.rename(text);
        }}
      />
    </div>
  );
}

function Other({ person }: { readonly person: Person }) {
  const presence = usePresence();
  const isFollowed = usePeople((state) => state.following === person.id);
  const looking = useLookingAt(person);
  return (
    <li className="flex items-center gap-2">
      <Avatar person={person} />
      <span className="min-w-0 flex-1">
        <span className="block truncate">{nameOf(person)}</span>
        <span className="block truncate text-sm text-muted">
          {person.canEdit ? (looking ?? "has the design open") : person.name === undefined ? "looks on, by a link" : "looks on"}
        </span>
      </span>
      {person.showing?.view ? (
        <Button
          variant="ghost"
          aria-pressed={isFollowed}
          aria-label={isFollowed ? `Stop following ${nameOf(person)}` : `Follow ${nameOf(person)}`}
          icon={isFollowed ? <EyeOff aria-hidden size={14} /> : <Eye aria-hidden size={14} />}
          onClick={() => presence.follow(isFollowed ? undefined : person.id)}
        >
          {isFollowed ? "Stop" : "Follow"}
        </Button>
      ) : null}
    </li>
  );
}

/** What a person has selected, in words. */
function useLookingAt({ showing }: Person): string | undefined {
  const { index } = useDerived();
  const [first, ...more] = showing?.selection ?? [];
  if (first === undefined) return undefined;
  const connection = index.connections.get(first);
  const name = (id: string) => index.components.get(id)?.name ?? id;
  const what = index.components.get(first)?.name ?? index.boundaries.get(first)?.name ?? (connection ? `${name(connection.from)} → ${name(connection.to)}` : undefined);
  if (what === undefined) return undefined;
  return more.length === 0 ? `looks at ${what}` : `looks at ${what} and ${more.length} more`;
}
