import { type Config, emptyDesign } from "#lib/model/design.ts";
import { isSameValue } from "#lib/model/same-value.ts";
import { rulingFor } from "#lib/rules/ruling.ts";
import { record } from "#lib/server/accounts/audit.ts";
import type { Actor } from "#lib/server/actor.ts";
import type { Database } from "#lib/server/database/database.ts";
import { workspaceOf } from "#lib/server/database/instance.ts";
import { notify } from "#lib/server/database/notice.ts";
import { AppError, notFound, wrongField } from "#lib/server/errors.ts";
import type { Prisma } from "#lib/server/generated/client.ts";

/** How a workspace sets the rules for its designs. */
export interface WorkspaceRules {
  readonly workspaceId: string;
  /** Grows with every change. */
  readonly version: number;
  readonly rules: Config;
}

const SELECT = { id: true, rulesVersion: true, rules: true } as const;

// Was checked when it was stored; what another version of Lintel does not know is told as a problem when a design is judged.
const read = ({ id, rulesVersion, rules }: { readonly id: string; readonly rulesVersion: number; readonly rules: unknown }): WorkspaceRules => ({
  workspaceId: id,
  version: rulesVersion,
  rules: rules as Config,
});

/** How a workspace sets the rules. */
export async function readRules(database: Database, workspaceId: string): Promise<WorkspaceRules> {
  return read(await database.workspace.findUniqueOrThrow({ where: { id: workspaceId }, select: SELECT }));
}

/** How the workspace of a design sets the rules. */
export async function rulesAround(database: Database, designId: string): Promise<WorkspaceRules> {
  const design = await database.designDocument.findFirst({ where: { id: designId, deletedAt: null }, select: { workspace: { select: SELECT } } });
  if (design === null) throw notFound();
  return read(design.workspace);
}

/** Sets the rules of the actor's workspace anew. `version` is the one that the change was made from: nobody overwrites what they have not seen. */
export async function changeRules(actor: Actor, database: Database, { version, rules }: Pick<WorkspaceRules, "version" | "rules">): Promise<WorkspaceRules> {
  const workspaceId = workspaceOf(actor);
  return database.$transaction(async (transaction) => {
    await transaction.$executeRaw`SELECT 1 FROM "Workspace" WHERE "id" = ${workspaceId} FOR UPDATE`;
    const before = read(await transaction.workspace.findUniqueOrThrow({ where: { id: workspaceId }, select: SELECT }));
    if (before.version !== version) throw new AppError("conflict", "Somebody else has changed these rules meanwhile. Look at theirs, then change what is missing.");
    refuseUnusable(before.rules, rules);
    const changed = [...new Set([...Object.keys(before.rules), ...Object.keys(rules)])].filter((key) => !isSameValue(before.rules[key], rules[key]));
    if (changed.length === 0) return before;
    const after = await transaction.workspace.update({ where: { id: workspaceId }, data: { rules: asJson(rules), rulesVersion: version + 1 }, select: SELECT });
    await record(actor, transaction, { workspaceId, action: "workspace.rules", detail: { changed } });
    await notify(transaction, { kind: "rules", workspaceId });
    return read(after);
  });
}

// It came as JSON, with properties of own rules that the schema lets through as unknown.
const asJson = (rules: Config): Prisma.InputJsonValue => rules as Prisma.InputJsonValue;

/** Refuses rules, thresholds, values and conditions that no design could be judged by; what stood there before may stay. */
function refuseUnusable(before: Config, rules: Config): void {
  const problemsOf = (config: Config) => rulingFor(emptyDesign("workspace", "Workspace"), { defaults: [config] }).problems;
  const known = new Set(problemsOf(before));
  const problems = problemsOf(rules).filter((problem) => !known.has(problem));
  if (problems.length > 0) throw wrongField("rules", problems.join(" "));
}
