import { fileURLToPath } from "node:url";

/** Folder of small installations as older versions left them, each a backup named after its last migration. */
export const FIXTURES = fileURLToPath(new URL("fixtures", import.meta.url));
