import { parseArgs } from "node:util";
import { nearest } from "#lib/model/nearest.ts";
import { type Command, type CommandArgs, EXIT, type ExitCode, HELP, type Io, parserOptions, UsageError } from "./command.ts";
import { COMMANDS } from "./commands.ts";
import { commandHelp, programHelp } from "./help.ts";
import { paintWith } from "./paint.ts";

/** Runs the program with its arguments (without `node` and the script); gives the exit code. Never throws. */
export async function main(argv: readonly string[], io: Io): Promise<ExitCode> {
  try {
    return await run(argv, io);
  } catch (error) {
    if (error instanceof UsageError) {
      io.error(`${error.message}\n`);
      return EXIT.unusable;
    }
    io.error(
      `Lintel has a bug: ${error instanceof Error ? error.message : String(error)}\nPlease report it with the command and, if you may, the design. LINTEL_DEBUG=1 shows where it happened.\n`,
    );
    if (io.env["LINTEL_DEBUG"] && error instanceof Error) io.error(`${error.stack}\n`);
    return EXIT.bug;
  }
}

async function run([name, ...rest]: readonly string[], io: Io): Promise<ExitCode> {
  const paint = paintWith(io.colour);
  if (name === undefined || name === "--help" || name === "-h" || (name === "help" && rest.length === 0)) {
    io.out(programHelp(COMMANDS, paint));
    return name === undefined ? EXIT.unusable : EXIT.clean;
  }
  if (name === "help") return run([...rest.slice(0, 1), "--help"], io);
  const command = COMMANDS.find((candidate) => candidate.name === name);
  if (!command) {
    const names = COMMANDS.map((candidate) => candidate.name);
    const meant = nearest(name, names);
    throw new UsageError(`There is no command "${name}".${meant ? ` Did you mean "${meant}"?` : ""} Commands: ${names.join(", ")}. Help: lintel --help.`);
  }
  const args = parse(command, rest);
  if (args.values["help"] === true) {
    io.out(commandHelp(command, paint));
    return EXIT.clean;
  }
  return command.run(args, io);
}

function parse(command: Command, rest: readonly string[]): CommandArgs {
  try {
    const alone = Object.entries(command.options).flatMap(([option, { isValueOptional }]) => (isValueOptional ? [`--${option}`] : []));
    const written = rest.map((arg) => (alone.includes(arg) ? `${arg}=` : arg));
    const { positionals, values } = parseArgs({ args: written, options: parserOptions(command.options), allowPositionals: true, strict: true });
    // No option is `multiple`, so that no value is a list.
    return { positionals, values: values as CommandArgs["values"] };
  } catch (error) {
    if (!(error instanceof TypeError && "code" in error)) throw error;
    const unknown = error.code === "ERR_PARSE_ARGS_UNKNOWN_OPTION" ? /'(-[^']*)'/u.exec(error.message)?.[1] : undefined;
    const help = `Help: lintel ${command.name} --help.`;
    if (unknown === undefined) throw new UsageError(`${error.message.replaceAll("\n", " ")} ${help}`);
    const flags = Object.keys({ ...command.options, help: HELP }).map((option) => `--${option}`);
    const meant = nearest(unknown, flags);
    throw new UsageError(`There is no option ${unknown}.${meant ? ` Did you mean ${meant}?` : ""} ${help}`);
  }
}
