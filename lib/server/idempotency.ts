import { createHash } from "node:crypto";
import { type Actor, actorName } from "./actor.ts";
import type { Database, Transaction } from "./database/database.ts";
import { AppError } from "./errors.ts";
import type { Prisma } from "./generated/client.ts";

/** How long an answer is kept to be repeated. */
export const ANSWER_HOURS = 24;

interface Request {
  readonly operation: string;
  readonly input: unknown;
  readonly key: string | undefined;
  readonly repeat: "answer" | "once";
}

/**
 * Runs creating work in one transaction, and only once for each key of an actor: a repetition, also one that arrives while the first still
 * runs, gets the first answer. The key with another request is a conflict.
 */
export function answerOnce(actor: Actor, database: Database, request: Request, work: (transaction: Transaction) => Promise<unknown>): Promise<unknown> {
  return database.$transaction(async (transaction) => {
    const { key, operation, input, repeat } = request;
    if (key === undefined) return work(transaction);
    const name = actorName(actor);
    const requestHash = Uint8Array.from(
      createHash("sha256")
        .update(JSON.stringify([operation, input]))
        .digest(),
    );
    // Waits for another transaction that has the same key, and inserts nothing when that one succeeds.
    const isFirst =
      (await transaction.$executeRaw`
      INSERT INTO "IdempotentAnswer" ("actor", "key", "requestHash") VALUES (${name}, ${key}, ${requestHash}) ON CONFLICT DO NOTHING`) === 1;
    const where = { actor_key: { actor: name, key } };
    if (isFirst) {
      const answer = await work(transaction);
      // JSON in between, so that the first answer and its repetition are equal.
      const json = JSON.parse(JSON.stringify(answer)) as Prisma.InputJsonValue;
      if (repeat === "answer") await transaction.idempotentAnswer.update({ where, data: { answer: json } });
      return json;
    }
    const first = await transaction.idempotentAnswer.findUniqueOrThrow({ where });
    if (!Buffer.from(first.requestHash).equals(requestHash))
      throw new AppError("conflict", "The Idempotency-Key was already used for another request. Use a new one for each thing you create.");
    if (first.answer === null) throw new AppError("conflict", "This was already created; its secret is told only once. Revoke it and create another if the answer was lost.");
    return first.answer;
  });
}
