import { checkCommand } from "./check.ts";
import type { Command } from "./command.ts";
import { diffCommand } from "./diff.ts";
import { explainCommand } from "./explain.ts";
import { exportCommand } from "./export.ts";
import { fmtCommand } from "./fmt.ts";
import { importCommand } from "./import.ts";
import { newCommand } from "./new.ts";
import { rulesCommand } from "./rules.ts";

/** Every command, alphabetical. */
export const COMMANDS: readonly Command[] = [checkCommand, diffCommand, explainCommand, exportCommand, fmtCommand, importCommand, newCommand, rulesCommand];
