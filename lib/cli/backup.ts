import { resolve } from "node:path";
import { type Command, textOf, UsageError } from "./command.ts";

/** `lintel backup`: saves everything that a server keeps. */
export const backupCommand: Command = {
  name: "backup",
  summary: "Save everything that this machine's Lintel keeps in one file, also while people work.",
  usage: ["backup [-o PATH]"],
  options: {
    output: {
      type: "string",
      short: "o",
      value: "PATH",
      help: "The file to write; without it one that is named after the moment, in this folder. An existing file is not overwritten.",
    },
  },
  run(args, io) {
    const [surplus] = args.positionals;
    if (surplus !== undefined) throw new UsageError(`"${surplus}" is one argument too many. Did you mean -o ${surplus}?`);
    return io.server(["backup", resolve(io.cwd, textOf(args, "output") ?? ".")]);
  },
};
