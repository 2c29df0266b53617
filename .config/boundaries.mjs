/*
 * Who may import whom: a row per boundary with the sentence for whoever trips over it. Read by check-boundaries.mjs, which also plants a violation of every row.
 * Paths are relative to the root; packages are `node_modules/…`, Node's own modules `node:…`. An import of a type counts like any other.
 */

/**
 * @typedef {{ path?: string, pathNot?: string }} Paths regular expressions
 * @typedef {Paths & { circular?: true, unresolved?: true }} Target
 * @typedef {{ name: string, comment: string, from: Paths, to: Target }} Boundary
 */

const CORE = "^lib/(model|catalog|rules|analysis|export|import|review)/";
const NODE = { path: "^node:" };

/**
 * @param {string} name
 * @param {string} comment
 * @param {Paths} from
 * @param {Target} to
 * @returns {Boundary}
 */
const rule = (name, comment, from, to) => ({ name, comment, from, to });

/** @type {readonly Boundary[]} */
export const BOUNDARIES = [
  rule("no-cycles", "A circle of imports cannot be understood one file at a time. Move what both need into a file of its own.", {}, { circular: true }),
  rule("no-unresolved", "An import that cannot be found.", {}, { unresolved: true }),
  rule(
    "model-is-the-ground",
    "The model imports zod and nothing else: every other part stands on it.",
    { path: "^lib/model/", pathNot: "\\.test\\.ts$|/arbitrary-[^/]*\\.ts$" },
    { pathNot: "^lib/model/|^node_modules/zod/" },
  ),
  rule(
    "catalog-knows-the-model",
    "The catalogue describes kinds; it imports the model and nothing else.",
    { path: "^lib/catalog/", pathNot: "\\.test\\.ts$" },
    { pathNot: "^lib/(catalog|model)/" },
  ),
  rule(
    "analysis-is-pure",
    "Analyses are functions over the model and the catalogue; of packages they need only SHA-256.",
    { path: "^lib/analysis/", pathNot: "\\.test\\.ts$" },
    { pathNot: "^lib/(analysis|model|catalog)/|^node_modules/@noble/hashes/" },
  ),
  rule(
    "rules-are-pure",
    "A rule reads the model, the catalogue and analyses.",
    { path: "^lib/rules/", pathNot: "\\.test\\.ts$" },
    { pathNot: "^lib/(rules|analysis|model|catalog)/" },
  ),
  rule(
    "export-is-pure",
    "An exporter reads the model and the catalogue, and is handed findings in words; it never runs rules.",
    { path: "^lib/export/", pathNot: "\\.test\\.ts$" },
    { path: "^(lib|app|components)/", pathNot: "^lib/(export|model|catalog)/" },
  ),
  rule(
    "import-is-pure",
    "An importer makes a model; it knows neither rules nor exporters.",
    { path: "^lib/import/", pathNot: "\\.test\\.ts$" },
    { path: "^(lib|app|components)/", pathNot: "^lib/(import|model|catalog)/" },
  ),
  rule(
    "core-without-node",
    "The core runs in the browser, the server, the command line and CI alike: pass the value in.",
    { path: CORE, pathNot: "\\.test\\.ts$|/make-[^/]*\\.ts$" },
    NODE,
  ),
  rule("core-without-screen", "The core has no screen.", { path: CORE }, { path: "^node_modules/(react|react-dom|next|@xyflow|zustand|yjs|radix-ui)/" }),
  rule(
    "sync-knows-model-and-yjs",
    "Design and shared document, both ways, nothing else.",
    { path: "^lib/sync/", pathNot: "\\.test\\.ts$" },
    { pathNot: "^lib/(sync|model)/|^node_modules/yjs/" },
  ),
  rule(
    "editor-without-screen",
    "The editor is the studio without React: it can be driven by a test.",
    { path: "^lib/editor/" },
    { path: "^(lib/(server|cli|mcp)|app|components)/|^node_modules/(react|react-dom|next|@xyflow)/" },
  ),
  rule(
    "sheets-are-data",
    "A sheet says what its rows and columns are; it knows the model and the catalogue. What acts on the editor is work.ts.",
    { path: "^lib/editor/sheets/", pathNot: "\\.test\\.ts$|/work\\.ts$" },
    { path: "^(lib|app|components)/", pathNot: "^lib/(editor/sheets|model|catalog)/" },
  ),
  rule("server-alone", "The server imports the core and sync; the screen reaches it by HTTP.", { path: "^lib/server/" }, { path: "^(components|app|lib/(cli|mcp|editor))/" }),
  rule(
    "cli-as-anyone",
    "The command line stands on the core and reaches a server by HTTP, like anyone. Only backup, restore and migrate start a program of the server, in a process of its own.",
    { path: "^lib/(cli|mcp)/" },
    { path: "^(lib/(server|editor)|app|components)/", pathNot: "^lib/server/commands/run\\.ts$" },
  ),
  rule(
    "ui-is-any-product",
    "Buttons and dialogs could live in any product: no words of this one.",
    { path: "^components/ui/" },
    { path: "^(lib|app|components)/", pathNot: "^components/ui/" },
  ),
  rule(
    "components-without-server",
    "What is shown knows the core's values, never the database.",
    { path: "^components/" },
    { path: "^(lib/(server|cli|mcp)|app|prisma)/|^node_modules/(@prisma|pg|pino)/" },
  ),
  rule("nobody-imports-app", "Pages are addresses; what two of them share lives in components.", { pathNot: "^app/" }, { path: "^app/" }),
  rule("app-without-cli", "Pages do not run commands.", { path: "^app/" }, { path: "^lib/cli/" }),
  rule("canvas-keeps-react-flow", "React Flow's types stop at the canvas.", { pathNot: "^components/canvas/" }, { path: "^node_modules/@xyflow/" }),
];
