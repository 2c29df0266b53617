import { mkdirSync, writeFileSync } from "node:fs";
import { configJsonSchemaText } from "#lib/cli/config-json-schema.ts";
import { FORMAT_VERSION } from "#lib/model/design.ts";
import { fileJsonSchemaText } from "#lib/model/json-schema.ts";

// Writes the JSON Schemas of the file format and of the configuration to where editors and the server find them: node .config/write-json-schema.ts
const folder = new URL("../public/schema/", import.meta.url);
mkdirSync(folder, { recursive: true });
writeFileSync(new URL(`lintel-${FORMAT_VERSION}.json`, folder), fileJsonSchemaText());
writeFileSync(new URL("lintel-config-1.json", folder), configJsonSchemaText());
