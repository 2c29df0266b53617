/*
 * Writes logos.ts: the logos of the technologies of the catalogue, taken from simple-icons, which as a whole is too large for a browser.
 * Run with: node components/icon/make-logos.ts
 */
import { writeFileSync } from "node:fs";
import * as simpleIcons from "simple-icons";
import { TECHNOLOGIES } from "#lib/catalog/technologies.ts";

const paths = new Map(Object.values(simpleIcons).map(({ slug, path }) => [slug, path]));
const slugs = [...new Set(TECHNOLOGIES.flatMap(({ icon }) => (icon === undefined ? [] : [icon])))].toSorted();

const entries = slugs.map((slug) => `  ${/^[a-z_$][\w$]*$/u.test(slug) ? slug : JSON.stringify(slug)}: ${JSON.stringify(paths.get(slug))},\n`);

writeFileSync(
  new URL("logos.ts", import.meta.url),
  `/** Logos of technologies (simple-icons, CC0) by slug, as paths on a square of 24. Written by make-logos.ts. */\nexport const LOGOS: Readonly<Record<string, string>> = {\n${entries.join("")}};\n`,
);
