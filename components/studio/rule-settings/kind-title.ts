import { KINDS } from "#lib/catalog/kinds.ts";
import type { KindEntry } from "#lib/catalog/kind.ts";
import { optionTitle } from "#lib/model/option-title.ts";

const TITLES = new Map<string, string>(Object.values(KINDS as Record<string, KindEntry>).map(({ kind, title }) => [kind, title]));

/** What a kind of component or connection is called on the screen. */
export const kindTitle = (kind: string): string => TITLES.get(kind) ?? optionTitle(kind);
