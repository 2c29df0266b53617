import { existsSync, globSync, readFileSync, writeFileSync } from "node:fs";
import { templates } from "#examples/templates.ts";
import { ANALYSES } from "#lib/analysis/catalogue/list.ts";
import { CONNECTIONS } from "#lib/catalog/connections.ts";
import { KINDS } from "#lib/catalog/kinds.ts";
import { PROTOCOL_ENTRIES } from "#lib/catalog/protocols.ts";
import { TECHNOLOGIES } from "#lib/catalog/technologies.ts";
import { COMMANDS } from "#lib/cli/commands.ts";
import { SHEETS } from "#lib/editor/sheets/list.ts";
import { EXPORTERS } from "#lib/export/list.ts";
import { IMPORTERS } from "#lib/import/list.ts";
import {
  alertDescriptors,
  boundaryDescriptors,
  componentDescriptors,
  connectionDescriptors,
  decisionDescriptors,
  designDescriptors,
  flowDescriptors,
  orgDescriptors,
  processDescriptors,
  type PropertyDescriptor,
  requirementsDescriptors,
  sagaDescriptors,
  securityDescriptors,
  waiverDescriptors,
} from "#lib/model/describe.ts";
import { PROFILES } from "#lib/model/design.ts";
import { EDGE_CASES, QUALITY_CRITERIA } from "#lib/model/requirements.ts";
import { RULES, ruleById } from "#lib/rules/catalogue.ts";
import { CONFLICTS } from "#lib/rules/conflicts.ts";
import { PRESETS } from "#lib/rules/presets.ts";
import { REFERENCE_TABLES } from "#lib/rules/reference/list.ts";
import { CATEGORIES } from "#lib/rules/rule.ts";
import { THRESHOLDS } from "#lib/rules/thresholds.ts";

// Writes docs/coverage.md from docs/coverage/items.tsv: node .config/write-coverage.ts

const root = new URL("../", import.meta.url);
const textOf = (path: string): string => readFileSync(new URL(path, root), "utf8");

/** Areas of the source documents, by the letter of their items. */
const AREAS = {
  A: "Identity, principles and tone",
  B: "Roles, workflow and collaboration",
  C: "Requirements and methodology",
  D: "Service boundaries and decomposition",
  E: "Communication style and protocol choice",
  F: "REST API design",
  G: "GraphQL API design",
  H: "gRPC and Protocol Buffers",
  I: "Messaging, events and streaming",
  J: "Distributed transactions and sagas",
  K: "Data ownership, patterns and consistency",
  L: "Database schema and query design",
  M: "Partitioning, sharding and NoSQL",
  N: "Caching",
  O: "Resilience",
  P: "Service mesh and discovery",
  Q: "Security and authentication",
  R: "Observability",
  S: "Scalability and performance",
  T: "Serverless platform",
  U: "Documents and templates",
  V: "Worked reference designs",
  W: "Commands, mantras, quality and edge cases",
  X: "Announced but missing in the sources",
} as const;

/** Parts of the product that an item may wait for. */
export const LATER = ["assistants", "generators and documents", "importers", "model and rules", "review workflow", "together"] as const;

/** One thing that the source documents ask for, and what in the product realises it. */
export interface CoverageItem {
  /** Letter of its area and number: `A-01`. */
  readonly id: string;
  readonly type: string;
  readonly item: string;
  /** Source document and section. */
  readonly place: string;
  /** Typed references: `rule:resilience/missing-timeout`, `property:connection.timeoutMs`. */
  readonly realised: readonly string[];
  /** The part of the product that will bring what is missing; empty when nothing is. */
  readonly later: string;
}

/** The items of docs/coverage/items.tsv. */
export function coverageItems(): readonly CoverageItem[] {
  const [, ...lines] = textOf("docs/coverage/items.tsv").trimEnd().split("\n");
  return lines.map((line) => {
    const [id = "", type = "", item = "", place = "", realised = "", later = ""] = line.split("\t");
    return { id, type, item, place, realised: realised.split(" ").filter((reference) => reference !== ""), later };
  });
}

/** How much of an item is there. */
export const coverageOf = ({ realised, later }: CoverageItem): "realised" | "in part" | "not yet" => (later === "" ? "realised" : realised.length > 0 ? "in part" : "not yet");

type Named = ReadonlyMap<string, string>;

const named = <Entry>(entries: readonly Entry[], id: (entry: Entry) => string, shown: (entry: Entry) => string): Named =>
  new Map(entries.map((entry) => [id(entry), shown(entry)]));
const code = (text: string): string => `\`${text}\``;
const link = (text: string, target: string): string => `[${text}](${target})`;
const rulePage = (id: string): string => link(code(id), `/rules/${id}`);

/** Headings of the sections of a document, as the exporter numbers them. */
const sections: Named = new Map(
  EXPORTERS.filter(({ id }) => id === "architecture-design" || id === "proposal").flatMap((exporter) => {
    const [template] = templates();
    if (!template) throw new Error("There is no template to export.");
    const { text = "" } = exporter.render({ design: template.design, findings: [], undecided: [], waived: [] });
    return [...text.matchAll(/^## \d+\. (?<title>.+)$/gmu)].map(({ groups }) => {
      const title = groups?.["title"] ?? "";
      const slug = title
        .toLowerCase()
        .replaceAll(/[^a-z\d]+/gu, "-")
        .replace(/-$/u, "");
      return [`${exporter.id}#${slug}`, `section “${title}” of ${code(`lintel export ${exporter.id}`)}`] as const;
    });
  }),
);

/** Panels of the studio: beside the canvas and below it. */
const panels: Named = new Map([
  ...[...textOf("components/studio/studio.tsx").matchAll(/\{ id: "(?<id>\w+)", title: "(?<title>\w+)", icon:/gu)].map(
    ({ groups }) => [groups?.["id"] ?? "", `panel “${groups?.["title"]}”`] as const,
  ),
  ...[...textOf("components/studio/drawer.tsx").matchAll(/<Tab value="(?<id>\w+)">(?<title>\w+)</gu)].map(
    ({ groups }) => [groups?.["id"] ?? "", `panel “${groups?.["title"]}”`] as const,
  ),
]);

const pages: Named = new Map(
  globSync("app/**/page.tsx", { cwd: root }).map((path) => {
    const route =
      path
        .replaceAll("\\", "/")
        .replace(/^app/u, "")
        .replace(/\/page\.tsx$/u, "") || "/";
    return [route, `page ${route.includes("[") ? code(route) : link(code(route), route)}`] as const;
  }),
);

/** What a reference of each type can name, with how it is shown. Properties and paths are looked up. */
const KNOWN: Readonly<Record<string, Named>> = {
  analysis: named(
    ANALYSES,
    ({ id }) => id,
    ({ id, title }) => `analysis ${link(title, `../lib/analysis/catalogue/${id}.ts`)}`,
  ),
  command: named(
    COMMANDS,
    ({ name }) => name,
    ({ name }) => code(`lintel ${name}`),
  ),
  conflict: named(
    CONFLICTS,
    ({ id }) => id,
    ({ id, topic }) => `${id} (${topic.charAt(0).toLowerCase()}${topic.slice(1)})`,
  ),
  connection: named(
    Object.values(CONNECTIONS),
    ({ kind }) => kind,
    ({ title }) => `connection “${title}”`,
  ),
  example: named(
    globSync("examples/*/README.md", { cwd: root }),
    (path) => path.split(/[\\/]/u)[1] ?? "",
    (path) => `example ${link(path.split(/[\\/]/u)[1] ?? "", `../${path}`)}`,
  ),
  exporter: named(
    EXPORTERS,
    ({ id }) => id,
    ({ id }) => code(`lintel export ${id}`),
  ),
  fix: named(
    RULES.filter(({ fix }) => fix),
    ({ id }) => id,
    ({ id }) => `fix of ${rulePage(id)}`,
  ),
  importer: named(
    IMPORTERS,
    ({ id }) => id,
    ({ title }) => `import of ${title}`,
  ),
  kind: named(
    Object.values(KINDS),
    ({ kind }) => kind,
    ({ title }) => `kind “${title}”`,
  ),
  page: pages,
  panel: panels,
  preset: named(
    PRESETS,
    ({ name }) => name,
    ({ title }) => `preset “${title}”`,
  ),
  profile: named(
    PROFILES,
    (profile) => profile,
    (profile) => `profile ${code(profile)}`,
  ),
  protocol: named(
    PROTOCOL_ENTRIES,
    ({ id }) => id,
    ({ title }) => `protocol “${title}” with when to use it`,
  ),
  reference: named(
    REFERENCE_TABLES,
    ({ id }) => id,
    ({ id, title }) => `table ${link(`“${title}”`, `/rules/reference#${id}`)}`,
  ),
  rule: named(
    RULES,
    ({ id }) => id,
    ({ id }) => rulePage(id),
  ),
  rules: named(
    Object.entries(CATEGORIES),
    ([category]) => category,
    ([category, title]) => `all of ${link(title, `/rules#category-${category}`)}`,
  ),
  section: sections,
  sheet: named(
    SHEETS,
    ({ id }) => id,
    ({ title }) => `sheet “${title}”`,
  ),
  technology: named(
    TECHNOLOGIES,
    ({ id }) => id,
    ({ name }) => `technology “${name}”`,
  ),
  template: named(
    templates(),
    ({ id }) => id,
    ({ id }) => code(`lintel new ${id}`),
  ),
  threshold: named(
    Object.keys(THRESHOLDS),
    (key) => key,
    (key) => `threshold ${code(key)}`,
  ),
};

type Descriptors = ReadonlyMap<string, PropertyDescriptor>;

const ELEMENTS: Readonly<Record<string, Descriptors>> = {
  alert: alertDescriptors,
  boundary: boundaryDescriptors,
  component: componentDescriptors,
  connection: connectionDescriptors,
  decision: decisionDescriptors,
  design: designDescriptors,
  flow: flowDescriptors,
  saga: sagaDescriptors,
  waiver: waiverDescriptors,
};
const PARTS: Readonly<Record<string, Descriptors>> = { org: orgDescriptors, process: processDescriptors, requirements: requirementsDescriptors, security: securityDescriptors };
const ITEMS: Readonly<Record<string, readonly string[]>> = { edgeCases: EDGE_CASES, qualityCriteria: QUALITY_CRITERIA };

/** Whether the model has a property (`component.breaker.openMs`), and the value when one is named (`saga.style=2pc`). */
function isProperty(name: string): boolean {
  const [path = "", value] = name.split("=");
  const [element = "", ...keys] = path.split(".");
  const [part = "", ...inner] = keys;
  if (element === "design" && ITEMS[part]) return inner.length === 1 && ITEMS[part].includes(inner[0] ?? "");
  const isPart = element === "design" && Object.hasOwn(PARTS, part);
  const [first = "", ...rest] = isPart ? inner : keys;
  const start = (isPart ? PARTS[part] : ELEMENTS[element])?.get(first);
  const found = rest.reduce<PropertyDescriptor | undefined>((descriptor, key) => descriptor?.fields?.find((field) => field.key === key), start);
  return found !== undefined && (value === undefined || (found.options?.some((option) => String(option.value) === value) ?? false));
}

/** A reference as Markdown; nothing when what it names does not exist. */
export function shownReference(reference: string): string | undefined {
  const at = reference.indexOf(":");
  const [type, name] = [reference.slice(0, at), reference.slice(at + 1)];
  if (type === "property") return isProperty(name) ? code(name.replace("=", ": ")) : undefined;
  if (type === "test" || type === "doc") return name !== "" && existsSync(new URL(name, root)) ? link(code(name), `../${name}`) : undefined;
  return KNOWN[type]?.get(name);
}

/** The rules that at least one item names. */
export const linkedRules = (items: readonly CoverageItem[]): ReadonlySet<string> =>
  new Set(items.flatMap(({ realised }) => realised.flatMap((reference) => (reference.startsWith("rule:") && ruleById(reference.slice(5)) ? [reference.slice(5)] : []))));

const cell = (text: string): string => text.replaceAll("|", "\\|").replaceAll("<", "&lt;");
const row = (cells: readonly (string | number)[]): string => `| ${cells.join(" | ")} |`;

function realisedCell(item: CoverageItem): string {
  const shown = item.realised.map((reference) => {
    const markdown = shownReference(reference);
    if (markdown === undefined) throw new Error(`${item.id}: there is no ${reference}`);
    return markdown;
  });
  if (item.later === "") return shown.join(" · ");
  const rest = `**not yet**: ${item.later}`;
  return shown.length === 0 ? rest : `${shown.join(" · ")} · the rest ${rest}`;
}

function counts(items: readonly CoverageItem[]): readonly [number, number, number, number] {
  const number = (wanted: ReturnType<typeof coverageOf>) => items.filter((item) => coverageOf(item) === wanted).length;
  return [items.length, number("realised"), number("in part"), number("not yet")];
}

/** The text of docs/coverage.md. */
export function coverageDocument(items: readonly CoverageItem[]): string {
  const areas = Object.entries(AREAS).map(([letter, title]) => ({ letter, title, items: items.filter(({ id }) => id.startsWith(`${letter}-`)) }));
  const waiting = LATER.map((part) => ({ part, items: items.filter(({ later }) => later === part) })).filter((one) => one.items.length > 0);
  const heading = ({ letter, title }: (typeof areas)[number]) => `${letter}. ${title}`;
  const anchor = (text: string) =>
    text
      .toLowerCase()
      .replaceAll(/[^a-z\d -]/gu, "")
      .replaceAll(" ", "-");
  const [total, realised, part, not] = counts(items);
  return `${[
    "# What the sources ask for, and what realises it",
    "Made by `.config/write-coverage.ts` from [`coverage/items.tsv`](coverage/items.tsv); a test compares the two and follows every reference. Links that begin with `/rules` lead into the running product.",
    `The source documents 000 to 004 ask for ${total} things. ${realised} are realised, ${part} in part, ${not} not yet; ${linkedRules(items).size} of the ${RULES.length} rules come from at least one of them.`,
    [
      row(["Area", "Items", "Realised", "In part", "Not yet"]),
      row(["---", "---:", "---:", "---:", "---:"]),
      ...areas.map((area) => row([link(heading(area), `#${anchor(heading(area))}`), ...counts(area.items)])),
      row(["**All**", ...counts(items).map((number) => `**${number}**`)]),
    ].join("\n"),
    "What is missing belongs to these parts of the product:",
    [
      row(["Part", "Completes", "Brings"]),
      row(["---", "---:", "---:"]),
      ...waiting.map((one) =>
        row([one.part, one.items.filter((item) => coverageOf(item) === "in part").length, one.items.filter((item) => coverageOf(item) === "not yet").length]),
      ),
    ].join("\n"),
    ...areas.flatMap((area) => [
      `## ${heading(area)}`,
      [
        row(["Id", "Sort", "Item", "Source", "Realised by"]),
        row(["---", "---", "---", "---", "---"]),
        ...area.items.map((item) => row([item.id, item.type, cell(item.item), cell(item.place), realisedCell(item)])),
      ].join("\n"),
    ]),
  ].join("\n\n")}\n`;
}

if (import.meta.main) writeFileSync(new URL("docs/coverage.md", root), coverageDocument(coverageItems()));
