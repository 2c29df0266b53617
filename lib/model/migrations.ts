import { FORMAT_VERSION } from "./design.ts";

/** A design file as it was read, before anything about it is known beyond that it holds named values. */
export type RawFile = Readonly<Record<string, unknown>>;

/** A step from one version of the file format to the next. */
export interface Migration {
  /** The version it reads; it writes the next one. */
  readonly from: number;
  /** What changes, in one sentence: shown to whoever opens an older file. */
  readonly title: string;
  migrate(file: RawFile): RawFile;
}

/** Every step since the first released version, oldest first; a step is never removed, so that every file ever written can be read. */
export const MIGRATIONS: readonly Migration[] = [];

/** Brings a file from its version to the current one; says which steps were taken. Throws when a step is missing, which a test forbids. */
export function migrateFile(
  file: RawFile,
  version: number,
  migrations: readonly Migration[] = MIGRATIONS,
  current: number = FORMAT_VERSION,
): { readonly file: RawFile; readonly steps: readonly string[] } {
  const steps: string[] = [];
  let migrated = file;
  for (let at = version; at < current; at += 1) {
    const step = migrations.find((candidate) => candidate.from === at);
    if (!step) throw new Error(`There is no migration from version ${at} of the file format.`);
    migrated = { ...step.migrate(migrated), lintel: at + 1 };
    steps.push(step.title);
  }
  return { file: migrated, steps };
}
