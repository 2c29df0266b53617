import { mkdirSync, writeFileSync } from "node:fs";
import { FORMAT_VERSION } from "#lib/model/design.ts";
import { fileJsonSchemaText } from "#lib/model/json-schema.ts";

// Writes the JSON Schema of the file format to where editors and the server find it: node .config/write-json-schema.ts
const folder = new URL("../public/schema/", import.meta.url);
mkdirSync(folder, { recursive: true });
writeFileSync(new URL(`lintel-${FORMAT_VERSION}.json`, folder), fileJsonSchemaText());
