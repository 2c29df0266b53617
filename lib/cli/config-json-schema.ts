import * as z from "zod";
import { RULES } from "#lib/rules/catalogue.ts";
import { THRESHOLDS, type Threshold } from "#lib/rules/thresholds.ts";
import { configFileSchema } from "./config-file.ts";

/** JSON Schema of `lintel.config.yaml`, with every rule and threshold by name, for completion and help in editors. */
function configJsonSchema(): Record<string, unknown> {
  const { $schema, properties, ...schema } = z.toJSONSchema(configFileSchema, { target: "draft-2020-12", io: "input" });
  const severity = { enum: ["off", "error", "warning", "info"] };
  return {
    $schema,
    title: "Lintel configuration, version 1",
    description: "How the designs of a repository are judged: presets, severities, thresholds, what is left out, own rules.",
    ...schema,
    properties: {
      ...properties,
      rules: {
        type: "object",
        description: "Severity per rule, or off.",
        properties: Object.fromEntries(RULES.map(({ id, title }) => [id, { ...severity, description: title }])),
        additionalProperties: severity,
      },
      thresholds: {
        type: "object",
        description: "Values that replace the defaults.",
        properties: Object.fromEntries(
          Object.entries<Threshold>(THRESHOLDS).map(([key, { meaning, origin, value, options }]) => [
            key,
            { description: `${meaning} Default ${value}, from ${origin}.`, ...(options ? { enum: options } : { type: ["number", "string"] }) },
          ]),
        ),
      },
    },
  };
}

/** The committed text of that schema. */
export const configJsonSchemaText = (): string => `${JSON.stringify(configJsonSchema(), null, 1)}\n`;
