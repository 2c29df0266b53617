import { backupCommand } from "./backup.ts";
import { checkCommand } from "./check.ts";
import type { Command } from "./command.ts";
import { diffCommand } from "./diff.ts";
import { explainCommand } from "./explain.ts";
import { exportCommand } from "./export.ts";
import { fmtCommand } from "./fmt.ts";
import { importCommand } from "./import.ts";
import { migrateCommand } from "./migrate.ts";
import { newCommand } from "./new.ts";
import { restoreCommand } from "./restore.ts";
import { rulesCommand } from "./rules.ts";

/** Every command, alphabetical. */
export const COMMANDS: readonly Command[] = [
  backupCommand,
  checkCommand,
  diffCommand,
  explainCommand,
  exportCommand,
  fmtCommand,
  importCommand,
  migrateCommand,
  newCommand,
  restoreCommand,
  rulesCommand,
];
