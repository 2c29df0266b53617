import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { createGunzip } from "node:zlib";
import { BACKUP_VERSION, type BackupEnd, BackupError, type BackupHeader, backupLine, type BackupSequence, type BackupTable, ROWS_END } from "./format.ts";

/** The next thing in a backup: a table is followed by its rows, each a whole line, and by their end. */
export type BackupPart = BackupHeader | BackupTable | { readonly row: Uint8Array } | { readonly rowsEnd: true } | BackupSequence | BackupEnd;

/** Reads a backup from its beginning. Only after the last part, the end, it is certain that the file is whole and as it was written. */
export async function* readBackup(path: string): AsyncGenerator<BackupPart> {
  const hash = createHash("sha256");
  const rows: Record<string, number> = {};
  let place: "start" | "between" | "end" | { readonly table: string } = "start";
  for await (const line of linesOf(path)) {
    if (place === "end") throw new BackupError(`Something follows after the end of ${path}. It was changed after it was written.`);
    const text: string | undefined = typeof place === "object" ? undefined : line.toString("utf8");
    if (typeof place === "object") {
      hash.update(line);
      if (line.length === 3 && line.toString("latin1") === `${ROWS_END}\n`) {
        place = "between";
        yield { rowsEnd: true };
        continue;
      }
      rows[place.table] = (rows[place.table] ?? 0) + 1;
      yield { row: line };
      continue;
    }
    const part: BackupPart = place === "start" ? readHeader(text, path) : readAs(backupLine.afterHeader, text, path);
    if ("end" in part) {
      check(part, hash.digest("hex"), rows, path);
      place = "end";
    } else {
      hash.update(line);
      place = "between";
      if ("table" in part) {
        if (part.table in rows) throw new BackupError(`${path} has the table ${part.table} twice.`);
        rows[part.table] = 0;
        place = { table: part.table };
      }
    }
    yield part;
  }
  if (place !== "end") throw new BackupError(`${path} is cut off. Use another backup.`);
}

function readHeader(text: string | undefined, path: string): BackupHeader {
  const header = readAs(backupLine.header, text, path);
  if (header.lintelBackup > BACKUP_VERSION)
    throw new BackupError(`${path} was written by a newer Lintel (${header.lintel}); this one cannot read it. Restore with that version or a newer one.`);
  return header;
}

function readAs<Part>(
  schema: { safeParse(value: unknown): { readonly success: true; readonly data: Part } | { readonly success: false } },
  text: string | undefined,
  path: string,
): Part {
  let value: unknown;
  try {
    value = JSON.parse(text ?? "");
  } catch {
    throw new BackupError(notOurs(path));
  }
  const parsed = schema.safeParse(value);
  if (!parsed.success) throw new BackupError(notOurs(path));
  return parsed.data;
}

const notOurs = (path: string): string => `${path} is no backup of Lintel, or it is damaged.`;

function check({ rows, sha256 }: BackupEnd, actual: string, counted: Readonly<Record<string, number>>, path: string): void {
  const isSame = sha256 === actual && Object.keys(rows).length === Object.keys(counted).length && Object.entries(rows).every(([table, count]) => counted[table] === count);
  if (!isSame) throw new BackupError(`${path} is damaged: its checksum does not agree with its content. Use another backup.`);
}

/** The lines of a gzip file, each with its end. */
async function* linesOf(path: string): AsyncGenerator<Buffer> {
  const file = createReadStream(path);
  const unzipped = createGunzip();
  file.on("error", (error) => unzipped.destroy(error));
  let rest: Buffer[] = [];
  try {
    // The stream gives bytes.
    for await (const chunk of file.pipe(unzipped) as AsyncIterable<Buffer>) {
      let from = 0;
      for (let at = chunk.indexOf(10); at !== -1; at = chunk.indexOf(10, from)) {
        yield Buffer.concat([...rest, chunk.subarray(from, at + 1)]);
        rest = [];
        from = at + 1;
      }
      if (from < chunk.length) rest.push(chunk.subarray(from));
    }
  } catch (cause) {
    throw unreadable(path, cause);
  } finally {
    file.destroy();
  }
  if (rest.length > 0) throw new BackupError(`${path} is cut off. Use another backup.`);
}

function unreadable(path: string, cause: unknown): unknown {
  const code = cause instanceof Error && "code" in cause ? cause.code : undefined;
  if (code === "Z_BUF_ERROR") return new BackupError(`${path} is cut off. Use another backup.`, { cause });
  if (typeof code === "string" && code.startsWith("Z_")) return new BackupError(notOurs(path), { cause });
  if (code === "ENOENT") return new BackupError(`There is no file ${path}.`, { cause });
  if (code === "EACCES" || code === "EISDIR") return new BackupError(`${path} cannot be read (${code}).`, { cause });
  return cause;
}
