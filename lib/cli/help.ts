import { type Command, HELP } from "./command.ts";
import type { Paint } from "./paint.ts";

const exitsText = ({ clean, findings }: Partial<NonNullable<Command["exits"]>> = { clean: "done" }): string =>
  `Exit codes: 0 ${clean ?? "done"}${findings === undefined ? "" : `, 1 ${findings}`}, 2 input that cannot be used, 70 a bug in Lintel.`;

/** Help of the program. */
export function programHelp(commands: readonly Command[], paint: Paint): string {
  const width = Math.max(...commands.map((command) => command.name.length));
  return [
    `${paint.bold("lintel")} checks the designs of systems.`,
    "",
    paint.bold("Usage"),
    "  lintel COMMAND [options]",
    "",
    paint.bold("Commands"),
    ...commands.map((command) => `  ${command.name.padEnd(width)}  ${command.summary}`),
    "",
    paint.bold("Examples"),
    "  lintel check examples/order-management/as-drawn.lintel.yaml",
    "  lintel check designs --format sarif > lintel.sarif",
    "  lintel diff before.lintel.yaml after.lintel.yaml",
    "  lintel explain resilience/missing-timeout",
    "  lintel new order-management -o shop.lintel.yaml",
    "",
    'Help on a command: "lintel COMMAND --help".',
    exitsText({ clean: "done, nothing found", findings: "findings or differences" }),
    "",
  ].join("\n");
}

/** Help of one command. */
export function commandHelp(command: Command, paint: Paint): string {
  const options = Object.entries({ ...command.options, help: HELP }).map(([name, option]) => ({
    flag: `${option.short ? `-${option.short}, ` : "    "}--${name}${option.value ? (option.isValueOptional ? `[=${option.value}]` : ` ${option.value}`) : ""}`,
    help: option.help,
  }));
  const width = Math.max(...options.map((option) => option.flag.length));
  return [
    command.summary,
    "",
    paint.bold("Usage"),
    ...command.usage.map((line) => `  lintel ${line}`),
    "",
    paint.bold("Options"),
    ...options.map((option) => `  ${option.flag.padEnd(width)}  ${option.help}`),
    "",
    exitsText(command.exits),
    "",
  ].join("\n");
}
