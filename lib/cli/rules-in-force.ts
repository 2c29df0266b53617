import { emptyDesign } from "#lib/model/design.ts";
import type { Rule } from "#lib/rules/rule.ts";
import { rulingFor } from "#lib/rules/ruling.ts";
import { type Command, type CommandArgs, type Io, textOf } from "./command.ts";
import { Configs } from "./config-file.ts";

/** The options of commands that speak of rules without a design. */
export const CONFIG_OPTIONS: Command["options"] = {
  config: { type: "string", value: "PATH", help: "Configuration with own rules (default: the nearest lintel.config.yaml above this folder)." },
  "no-config": { type: "boolean", help: "Use no configuration file." },
};

/** The rules of the catalogue, and those of one's own that the configuration declares or loads. */
export async function rulesInForce(args: CommandArgs, io: Io): Promise<readonly Rule[]> {
  const config = await new Configs(io, { chosen: textOf(args, "config"), isOff: args.values["no-config"] === true }).for("-");
  return rulingFor(emptyDesign("none", "None"), config?.surroundingsOf("-")).rules;
}
