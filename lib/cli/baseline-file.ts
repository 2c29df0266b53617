import { existsSync } from "node:fs";
import { resolve } from "node:path";
import * as z from "zod";
import type { Baseline } from "#lib/rules/baseline.ts";
import { type Io, UsageError } from "./command.ts";
import { readText, writeFile } from "./design-file.ts";

const baselineSchema = z.object({ version: z.literal(1), designs: z.record(z.string(), z.array(z.string())) });

/** Reads a baseline; says in words why it cannot be used. */
export async function readBaseline(path: string, io: Io, namedBy?: string): Promise<Baseline> {
  if (!existsSync(resolve(io.cwd, path)))
    throw new UsageError(`${path}: There is no such baseline${namedBy === undefined ? "" : ` (named by ${namedBy})`}. Write one with --write-baseline.`);
  const { text } = await readText(path, io);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new UsageError(`${path}: The baseline is not JSON. Write it anew with --write-baseline.`);
  }
  const read = baselineSchema.safeParse(value);
  if (!read.success) throw new UsageError(`${path}: This is not a baseline of this version. Write it anew with --write-baseline.`);
  return read.data;
}

/** Writes a baseline. */
export const writeBaseline = (path: string, baseline: Baseline, io: Io): void => writeFile(path, `${JSON.stringify(baseline, null, 1)}\n`, io);
