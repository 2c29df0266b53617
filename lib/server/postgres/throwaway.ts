import { chmod, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { EmbeddedPostgres, type PostgresAddress } from "./embedded.ts";

/** Folder of the clone; its owner runs PostgreSQL when we are root. */
const ROOT = fileURLToPath(new URL("../../..", import.meta.url));

/** Makes a folder for one purpose that another user may pass through: PostgreSQL does not run as root. */
export async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "lintel-"));
  await chmod(folder, 0o755);
  return folder;
}

/** Runs a PostgreSQL of its own for as long as the work takes, and leaves nothing of it. */
export async function withThrowawayPostgres<Result>(work: (address: PostgresAddress) => Promise<Result>): Promise<Result> {
  const folder = await temporaryFolder();
  const postgres = await EmbeddedPostgres.start({ dataFolder: folder, root: ROOT, notice: () => undefined });
  try {
    return await work(postgres.address);
  } finally {
    await postgres.stop();
    await rm(folder, { recursive: true, force: true });
  }
}
