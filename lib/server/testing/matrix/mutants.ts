import * as z from "zod";
import type { Actor } from "#lib/server/actor.ts";
import type { ServerContext } from "#lib/server/context.ts";
import { AppError, ERROR_STATUS } from "#lib/server/errors.ts";
import { defineOperation, type Operation } from "#lib/server/operation.ts";
import { isOfDesign, POLICIES, type Policy } from "#lib/server/policy.ts";
import { id } from "#lib/server/operations/fields.ts";
import type { MatrixRow } from "./matrix-file.ts";

/** Somebody who calls, as the server knows them, the mode it runs in, and the design that is asked about. */
export interface Caller {
  readonly name: string;
  readonly actor: Actor;
  readonly hasAccounts: boolean;
  readonly designId: string;
  /** What they are in the workspace of the design, as the database says it. */
  readonly membership: unknown;
}

const isAboutDesign = ({ input }: Operation): boolean => "designId" in input.shape;

interface Guard {
  readonly policy: Policy;
  readonly needsAccounts: boolean;
}

/**
 * The ways to guard an operation wrongly that a row of the table would not notice. Each other policy is put in place of the declared one, which
 * covers leaving it out (a policy about a design only where there is one: others cannot be declared); so is forgetting that the operation needs accounts. What lies behind the guard is taken to do as it is asked.
 */
export async function unnoticedMutants(
  operation: Operation,
  { cells }: MatrixRow,
  callers: readonly Caller[],
): Promise<{ readonly tried: number; readonly unnoticed: readonly string[] }> {
  const declared = { policy: operation.policy, needsAccounts: operation.needsAccounts === true };
  const mutants: readonly Guard[] = [
    ...POLICIES.filter((policy) => policy !== declared.policy && (isAboutDesign(operation) || !isOfDesign(policy))).map((policy) => ({ ...declared, policy })),
    { ...declared, needsAccounts: !declared.needsAccounts },
  ];
  const now = await outcomes(operation, declared, callers);
  const unnoticed: string[] = [];
  for (const mutant of mutants) {
    const then = await outcomes(operation, mutant, callers);
    // Whoever passes the guard both ways gets what the table says; whoever passes only the wrong one gets in.
    const isNoticed = callers.some(({ name }) => {
      const cell = cells.get(name);
      return then.get(name) === "allow" ? now.get(name) !== "allow" : then.get(name) !== cell;
    });
    if (!isNoticed) unnoticed.push(`${operation.id}: ${mutant.policy}${mutant.needsAccounts ? ", with accounts only" : ""}`);
  }
  return { tried: mutants.length, unnoticed };
}

async function outcomes(operation: Operation, guard: Guard, callers: readonly Caller[]): Promise<ReadonlyMap<string, string>> {
  const guarded = defineOperation({
    ...guard,
    id: operation.id,
    method: operation.method,
    path: operation.path,
    summary: operation.summary,
    input: isAboutDesign(operation) ? z.object({ designId: id }) : z.object({}),
    output: z.object({}),
    handle: async () => ({}),
  });
  const found = new Map<string, string>();
  for (const caller of callers) found.set(caller.name, await outcome(guarded, caller));
  return found;
}

async function outcome(operation: Operation, { actor, hasAccounts, designId, membership }: Caller): Promise<string> {
  const findFirst = async () => membership;
  // The guard asks for nothing but what somebody is in the workspace of a design.
  const context = { database: { membership: { findFirst } }, accounts: hasAccounts ? {} : undefined } as unknown as ServerContext;
  try {
    await operation.call(actor, isAboutDesign(operation) ? { designId } : {}, context);
    return "allow";
  } catch (error) {
    if (error instanceof AppError) return String(ERROR_STATUS[error.code]);
    throw error;
  }
}
