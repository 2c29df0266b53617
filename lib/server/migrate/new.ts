import { withThrowawayPostgres } from "#lib/server/postgres/throwaway.ts";
import { sqlToSchema } from "./engine.ts";
import { writeMigration } from "./files.ts";
import { migrate } from "./migrate.ts";

/*
 * `npm run migrate:new -- what-changed`: writes the migration that leads from the migrations so far to prisma/schema.prisma.
 * Works offline: a throw-away database gets all migrations and is compared with the schema.
 */
const [words] = process.argv.slice(2);
if (words === undefined || !/^[a-z0-9]+(-[a-z0-9]+)*$/.test(words)) {
  process.stderr.write("Say what changed, in small letters: npm run migrate:new -- add-reviews\n");
  process.exit(2);
}

await withThrowawayPostgres(async (address) => {
  await migrate(address);
  const sql = await sqlToSchema(address);
  if (sql === "") process.stdout.write("The migrations already lead to the schema; there is nothing to write.\n");
  else process.stdout.write(`Wrote ${await writeMigration({ name: `${timestamp(new Date())}_${words.replaceAll("-", "_")}`, sql })}. Read it before you commit it.\n`);
});

// The engine leaves a timer of ten seconds behind, for a lock that it has long had.
process.exit();

/** Prisma's own form: 20261121093000. */
function timestamp(now: Date): string {
  return now.toISOString().replaceAll(/[-:T]/g, "").slice(0, 14);
}
