import { resolve } from "node:path";
import { type Command, onlyPositional } from "./command.ts";

/** `lintel restore`: fills an empty database from a backup. */
export const restoreCommand: Command = {
  name: "restore",
  summary: "Fill an empty database from a backup.",
  usage: ["restore FILE", "restore FILE --check"],
  options: { check: { type: "boolean", help: "Restore nothing; read the file to its end and say whether it is whole." } },
  run(args, io) {
    const path = resolve(io.cwd, onlyPositional(args, "The backup to restore"));
    return io.server([args.values["check"] === true ? "check" : "restore", path]);
  },
};
