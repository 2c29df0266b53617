import { technologyIn } from "#lib/catalog/technologies.ts";
import { BOUNDARY_KINDS, type BoundaryKind } from "#lib/model/boundary.ts";
import { COMPONENT_KINDS, type ComponentKind } from "#lib/model/component.ts";

/** What a name and an outline tell about a component. */
export interface Guess {
  readonly kind: ComponentKind;
  /** Whether the diagram says the kind (by a class of that name) instead of leaving it to be guessed. */
  readonly certain: boolean;
  readonly role?: "primary" | "replica" | "dlq";
  readonly technology?: string;
  readonly engine?: string;
}

/** Words that make a name a store, a queue … wherever they stand; the first line that fits wins. Each entry is one word or a phrase. */
const WORDS: readonly (readonly [kind: ComponentKind, words: string])[] = [
  ["queue", "queue, queues, sqs, dlq, dead letter, 队列"],
  ["topic", "topic, topics"],
  ["gateway", "gateway, gateways, apim, api management"],
  ["loadBalancer", "load balancer, load balancing, alb, nlb, elb, lb, proxy, ingress, reverse proxy, 代理"],
  ["cdn", "cdn, content delivery"],
  ["broker", "broker, event bus, eventbus, message bus, service bus, event hub, messaging, pubsub, pub sub"],
  ["cache", "cache, caches, session store, 缓存"],
  ["objectStore", "bucket, buckets, blob, object store, object storage, data lake, file storage"],
  ["database", "database, databases, db, data store, datastore, data warehouse, warehouse, replica, replicas, read model, 数据库"],
  ["idp", "idp, identity provider, identity, oauth, oidc, sso, login provider"],
  ["secretStore", "secrets manager, secret manager, key vault, secret store"],
  ["registry", "service registry, service discovery, config server"],
  ["telemetry", "monitoring, observability, metrics, tracing, tracer, logger, logging, dashboards, telemetry"],
  ["function", "lambda, lambdas, function, functions, cloud function"],
  ["streamProcessor", "stream processor, stream processing, streaming, stream job"],
  ["batchJob", "batch, batch job, cron, nightly, etl, scheduler"],
  ["bff", "bff, backend for frontend"],
  ["sharedLib", "shared library, common library"],
  ["external", "external, third party, 3rd party, legacy, partner, payment provider"],
  [
    "client",
    "client, clients, browser, user, users, customer, customers, mobile, web app, web application, web ui, web gui, ui, spa, frontend, front end, ios, android, sdk, sdks, internet, app, web, storefront, visitor, buyer, 界面, 应用",
  ],
];

/** Last words of a name that make it one of our own programs, whatever else it mentions: `User Service`, `Cache API`. */
const PROGRAM_ENDINGS = new Set(
  "service services api server backend worker processor handler controller engine system microservice manager orchestrator dispatcher scheduler".split(" "),
);

const WORD_LIST = WORDS.flatMap(([kind, words]) => words.split(", ").map((word): readonly [string, ComponentKind] => [word, kind]));

const OUTLINES = new Map<string, ComponentKind>([
  ["cyl", "database"],
  ["db", "database"],
  ["database", "database"],
  ["cylinder", "database"],
  ["lin-cyl", "database"],
  ["disk", "database"],
  ["lined-cylinder", "database"],
  ["das", "queue"],
  ["h-cyl", "queue"],
  ["horizontal-cylinder", "queue"],
]);

/** Kinds that a cylinder may stand for. */
const CYLINDERS: ReadonlySet<ComponentKind> = new Set(["database", "objectStore", "cache", "broker", "topic", "queue"]);

const asKind = (name: string): ComponentKind | undefined => COMPONENT_KINDS.find((kind) => kind === name);

/** Lower-case words of a text with single blanks around each, camel case taken apart; letters of other scripts stay together. */
function wordsOf(text: string): string {
  const apart = text
    .slice(0, 400)
    .replaceAll(/([a-z\d])([A-Z])/gu, "$1 $2")
    .replaceAll(/[^\p{L}\p{N}]+/gu, " ");
  return ` ${apart.toLowerCase().trim()} `;
}

const includesWord = (words: string, word: string): boolean => (/^[\x20-\x7e]+$/u.test(word) ? words.includes(` ${word} `) : words.includes(word));

/** Guesses what a drawn node stands for: a class that names a kind, technology, outline and words, in this order. */
export function guessComponent(drawn: { readonly id: string; readonly text: string; readonly shape: string; readonly classes: readonly string[] }): Guess {
  const told = drawn.classes.map(asKind).find((kind) => kind !== undefined);
  const text = drawn.text || drawn.id;
  const words = wordsOf(text.replaceAll("\n", " "));
  const technology = technologyIn(text.replaceAll("\n", " "));
  const kind = told ?? guessKind(drawn, words, technology?.kind);
  const role = roleOf(kind, words);
  return {
    kind,
    certain: told !== undefined,
    ...(role ? { role } : {}),
    ...(technology ? { technology: technology.name, ...(technology.engine && hasEngine(kind) ? { engine: technology.engine } : {}) } : {}),
  };
}

const wordKind = (words: string): ComponentKind | undefined => WORD_LIST.find(([candidate]) => includesWord(words, candidate))?.[1];

function guessKind(drawn: { readonly text: string; readonly id: string; readonly shape: string }, words: string, technology: ComponentKind | undefined): ComponentKind {
  const outline = OUTLINES.get(drawn.shape);
  // A remark in brackets ("Postgres (reporting data)") tells less than the name and the product.
  const word = wordKind(wordsOf((drawn.text || drawn.id).replaceAll("\n", " ").replaceAll(/\([^()]{0,200}\)/gu, " "))) ?? (technology ? undefined : wordKind(words));
  if (outline) return [word, technology].find((kind) => kind !== undefined && CYLINDERS.has(kind)) ?? outline;
  const ending =
    wordsOf((drawn.text || drawn.id).split("\n", 1)[0] ?? "")
      .trim()
      .split(" ")
      .at(-1) ?? "";
  if (word === "streamProcessor" || word === "batchJob") return word;
  if (PROGRAM_ENDINGS.has(ending)) return ending === "processor" && words.includes(" stream ") ? "streamProcessor" : "service";
  if (word && word !== "client" && word !== "external") return technology && word === "cache" ? (technology === "cache" ? "cache" : technology) : word;
  return technology ?? word ?? (drawn.shape === "stadium" && drawn.text === "" ? "client" : "service");
}

function roleOf(kind: ComponentKind, words: string): Guess["role"] {
  if (kind === "database") {
    if (["replica", "replicas", "standby", "secondary"].some((word) => includesWord(words, word))) return "replica";
    if (["primary", "master"].some((word) => includesWord(words, word))) return "primary";
  }
  return kind === "queue" && ["dlq", "dead letter"].some((word) => includesWord(words, word)) ? "dlq" : undefined;
}

const hasEngine = (kind: ComponentKind): boolean => kind === "database" || kind === "cache" || kind === "broker" || kind === "objectStore";

/** Guesses what a subgraph stands for: a class that names a kind, else its words; a bounded context when nothing tells. */
export function guessBoundary(title: string, classes: readonly string[]): { readonly kind: BoundaryKind; readonly certain: boolean } {
  const told = BOUNDARY_KINDS.find((kind) => classes.includes(kind));
  if (told) return { kind: told, certain: true };
  const words = wordsOf(title);
  const has = (...candidates: string[]) => candidates.some((word) => includesWord(words, word));
  if (has("region", "availability zone", "data center", "datacenter") || / (?:us|eu|ap|ca|sa) (?:east|west|north|south|central)/u.test(words))
    return { kind: "region", certain: false };
  if (has("team", "squad", "tribe")) return { kind: "team", certain: false };
  if (has("vpc", "subnet", "dmz", "network", "internet", "zone", "vnet", "public", "private", "external")) return { kind: "zone", certain: false };
  return { kind: "context", certain: false };
}
