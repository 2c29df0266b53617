import type { Member } from "#lib/server/actor.ts";
import type { Database, Transaction } from "#lib/server/database/database.ts";
import { AppError, notFound } from "#lib/server/errors.ts";
import { randomId } from "#lib/server/random-id.ts";
import { record } from "./audit.ts";

/** People of a workspace who work together. */
export interface TeamMeta {
  readonly id: string;
  readonly title: string;
  readonly memberIds: string[];
}

/** What a team is called and who belongs to it. */
export interface TeamContent {
  readonly title: string;
  readonly memberIds: readonly string[];
}

/** The teams of a workspace, in the order of their names. */
export async function listTeams(database: Database, workspaceId: string): Promise<TeamMeta[]> {
  const teams = await database.team.findMany({
    where: { workspaceId },
    orderBy: [{ title: "asc" }],
    select: { id: true, title: true, members: { orderBy: { userId: "asc" }, select: { userId: true } } },
  });
  return teams.map(({ members, ...team }) => ({ ...team, memberIds: members.map(({ userId }) => userId) }));
}

/** Makes a team. */
export async function createTeam(actor: Member, transaction: Transaction, content: TeamContent): Promise<TeamMeta> {
  const { workspaceId } = actor;
  await refuseTaken(transaction, workspaceId, content.title);
  const { id } = await transaction.team.create({ data: { id: randomId(20), workspaceId, title: content.title }, select: { id: true } });
  await writeMembers(transaction, workspaceId, id, content.memberIds);
  await record(actor, transaction, { workspaceId, action: "teams.create", subject: id });
  return { id, title: content.title, memberIds: [...content.memberIds] };
}

/** Gives a team another name and other members. */
export function changeTeam(actor: Member, database: Database, teamId: string, content: TeamContent): Promise<TeamMeta> {
  const { workspaceId } = actor;
  return database.$transaction(async (transaction) => {
    await refuseTaken(transaction, workspaceId, content.title, teamId);
    const { count } = await transaction.team.updateMany({ where: { id: teamId, workspaceId }, data: { title: content.title } });
    if (count === 0) throw notFound();
    await transaction.teamMember.deleteMany({ where: { teamId } });
    await writeMembers(transaction, workspaceId, teamId, content.memberIds);
    await record(actor, transaction, { workspaceId, action: "teams.change", subject: teamId });
    return { id: teamId, title: content.title, memberIds: [...content.memberIds] };
  });
}

/** Dissolves a team; its people stay members of the workspace. */
export async function deleteTeam(actor: Member, database: Database, teamId: string): Promise<void> {
  const { workspaceId } = actor;
  await database.$transaction(async (transaction) => {
    const { count } = await transaction.team.deleteMany({ where: { id: teamId, workspaceId } });
    if (count === 0) throw notFound();
    await record(actor, transaction, { workspaceId, action: "teams.delete", subject: teamId });
  });
}

/** Of two that take the same name at the same moment the second waits here. */
async function refuseTaken(transaction: Transaction, workspaceId: string, title: string, but = ""): Promise<void> {
  await transaction.$executeRaw`SELECT 1 FROM "Workspace" WHERE "id" = ${workspaceId} FOR UPDATE`;
  const taken = await transaction.team.count({ where: { workspaceId, title, id: { not: but } } });
  const message = "There is a team of this name already.";
  if (taken > 0) throw new AppError("conflict", message, { fields: { title: message } });
}

async function writeMembers(transaction: Transaction, workspaceId: string, teamId: string, memberIds: readonly string[]): Promise<void> {
  const wanted = [...new Set(memberIds)];
  const known = await transaction.membership.count({ where: { workspaceId, userId: { in: wanted } } });
  if (known !== wanted.length) throw notFound();
  await transaction.teamMember.createMany({ data: wanted.map((userId) => ({ teamId, workspaceId, userId })) });
}
