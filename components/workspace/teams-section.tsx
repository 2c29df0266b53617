"use client";

import { Pencil, Plus, Trash2 } from "lucide-react";
import { useCallback, useEffect, useState } from "react";
import { listMembers, type MemberSummary } from "#components/accounts/api.ts";
import { Section } from "#components/accounts/section.tsx";
import { Button, IconButton } from "#components/ui/button.tsx";
import { toast } from "#components/ui/toast.tsx";
import { createTeam, deleteTeam, listTeams, type TeamSummary } from "./api.ts";
import { TeamDialog } from "./team-dialog.tsx";

interface Loaded {
  readonly teams: readonly TeamSummary[];
  readonly members: readonly MemberSummary[];
}

const messageOf = (reason: unknown): string => (reason instanceof Error ? reason.message : "Something went wrong.");

/** The teams of the workspace; administrators make, change and dissolve them. */
export function TeamsSection({ isAdmin }: { readonly isAdmin: boolean }) {
  const [loaded, setLoaded] = useState<Loaded>();
  const [error, setError] = useState<string>();
  const [open, setOpen] = useState<TeamSummary | "new">();
  const load = useCallback(async () => {
    try {
      const [teams, members] = await Promise.all([listTeams(), listMembers()]);
      setLoaded({ teams: teams.items, members: members.items });
      setError(undefined);
    } catch (reason) {
      setError(messageOf(reason));
    }
  }, []);
  useEffect(() => void load(), [load]);
  const close = useCallback(() => setOpen(undefined), []);
  const act = async (what: string, run: () => Promise<unknown>) => {
    try {
      await run();
      await load();
    } catch (reason) {
      toast.error(`${what} did not work`, { description: messageOf(reason) });
    }
  };
  const dissolve = ({ id, title, memberIds }: TeamSummary) =>
    act("Dissolving", async () => {
      await deleteTeam(id);
      toast.show(`Dissolved “${title}”`, { action: { label: "Undo", run: () => void act("Undoing", () => createTeam({ title, memberIds })) } });
    });
  const names = new Map(loaded?.members.map(({ id, name }) => [id, name]));
  // Members who were shut out are told to administrators only.
  const namesOf = ({ memberIds }: TeamSummary) => memberIds.flatMap((id) => names.get(id) ?? []).toSorted((one, other) => one.localeCompare(other));
  const add = (
    <Button icon={<Plus aria-hidden size={15} />} onClick={() => setOpen("new")}>
      New team
    </Button>
  );
  return (
    <Section title="Teams" lead="Who works together." action={isAdmin && loaded && loaded.teams.length > 0 ? add : null}>
      {error ? (
        <div role="alert" className="flex items-center gap-3 rounded-md bg-error-soft p-3 text-error">
          <span className="flex-1">{error}</span>
          <Button size="sm" onClick={() => void load()}>
            Try again
          </Button>
        </div>
      ) : null}
      {loaded?.teams.length === 0 ? (
        <div className="flex flex-col items-center gap-3 rounded-[8px] border border-dashed border-line-strong px-4 py-8 text-center">
          <p className="text-muted">{isAdmin ? "No teams yet. A team says who works together, by name." : "No teams yet. An administrator can make one."}</p>
          {isAdmin ? add : null}
        </div>
      ) : null}
      {loaded && loaded.teams.length > 0 ? (
        <ul className="overflow-hidden rounded-[8px] border border-line bg-raised">
          {loaded.teams.map((team) => (
            <li key={team.id} className="flex items-center gap-1 border-b border-line px-4 py-2 last:border-b-0">
              <div className="min-w-0 flex-1">
                <p className="truncate font-medium">{team.title}</p>
                <p className="text-sm text-muted">{namesOf(team).join(", ") || "Nobody yet"}</p>
              </div>
              {isAdmin ? (
                <>
                  <IconButton size="sm" label={`Change ${team.title}`} onClick={() => setOpen(team)}>
                    <Pencil aria-hidden size={14} />
                  </IconButton>
                  <IconButton size="sm" label={`Dissolve ${team.title}`} onClick={() => void dissolve(team)}>
                    <Trash2 aria-hidden size={14} />
                  </IconButton>
                </>
              ) : null}
            </li>
          ))}
        </ul>
      ) : null}
      {open && loaded ? <TeamDialog team={open === "new" ? undefined : open} members={loaded.members} onClose={close} onDone={load} /> : null}
    </Section>
  );
}
