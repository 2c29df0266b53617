import { type Command, UsageError } from "./command.ts";

/** `lintel migrate`: brings a database up to date, as the next start would. */
export const migrateCommand: Command = {
  name: "migrate",
  summary: "Bring the database up to date, as the next start would.",
  usage: ["migrate"],
  options: {},
  run(args, io) {
    const [surplus] = args.positionals;
    if (surplus !== undefined) throw new UsageError(`"${surplus}" is one argument too many.`);
    return io.server(["migrate"]);
  },
};
