import { type Config, configSchema } from "#lib/model/design.ts";
import { ordered, writeYaml } from "./lintel-file.ts";

/** Rule settings as the text of a repository's `lintel.config.yaml`, which judges alike; the same settings give the same bytes. */
export const writeConfigFile = (config: Config): string => writeYaml(ordered(config, configSchema));
