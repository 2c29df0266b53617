import pg from "pg";
import { setUp, WITH_ACCOUNTS } from "./accounts.ts";
import { type PromiseTrial, times, Verdict } from "./promise.ts";
import { withInstallation } from "#lib/server/testing/installation.ts";

const ROUNDS = 5;
const GUESSES = 200;
const LIMIT = 5;

/** Guesses at passwords, all at the same moment. */
export const guesses: PromiseTrial = {
  id: "P23",
  title: "Of 200 simultaneous guesses at a password on two servers exactly 5 are evaluated",
  run: (trial) =>
    withInstallation(async (installation) => {
      const settings = { environment: WITH_ACCOUNTS };
      const [first, second] = [await installation.server(settings), await installation.server(settings)];
      await setUp(first);
      const verdict = new Verdict();
      const rounds = times(ROUNDS, trial);
      let refused = 0;
      for (let round = 0; round < rounds; round += 1) {
        const answers = await Promise.all(
          Array.from({ length: GUESSES }, (_, index) =>
            (index % 2 === 0 ? first : second).ask(
              "POST",
              "/sign-in",
              { email: `person${round}@example.org`, password: `wrong guess ${index}` },
              // From a neighbour that is no known proxy these words mean nothing.
              { "x-forwarded-for": `203.0.113.${index}`, forwarded: `for=203.0.113.${index}`, "x-real-ip": `203.0.113.${index}` },
            ),
          ),
        );
        const count = (status: number): number => answers.filter((answer) => answer.status === status).length;
        // A server that is too busy to ask the database says so; then fewer may have been evaluated, and never more.
        const busy = count(503);
        refused += busy;
        verdict.expect(busy === 0 ? count(401) === LIMIT : count(401) <= LIMIT, `round ${round + 1}: ${count(401)} were evaluated`);
        verdict.expect(count(401) + count(429) + busy === GUESSES, `round ${round + 1}: answers that nobody expects`);
        verdict.expect(
          answers.every((answer) => ![429, 503].includes(answer.status) || Number(answer.headers.get("retry-after")) > 0),
          "a refusal without Retry-After",
        );
        // Otherwise the limit on one address would answer in the next round.
        await forget(installation.address);
      }
      return verdict.outcome(
        `${rounds} × ${GUESSES} guesses with forged forwarding headers: ${LIMIT} evaluated each time${refused === 0 ? "" : `, or fewer (${refused} answered 503)`}`,
      );
    }),
};

async function forget(address: ConstructorParameters<typeof pg.Client>[0]): Promise<void> {
  const client = new pg.Client(address);
  await client.connect();
  await client.query(`DELETE FROM "AttemptCount"`);
  await client.end();
}
