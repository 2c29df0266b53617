import { readdirSync, readFileSync } from "node:fs";
import { isBuiltin } from "node:module";
import { dirname, join, relative } from "node:path";
import { parseSync, Visitor } from "oxc-parser";
import { ResolverFactory } from "oxc-resolver";

/**
 * One import: from a file to a file, a package (`node_modules/…`) or a module of Node (`node:…`). Unresolved ones keep the words of the import.
 * @typedef {{ from: string, to: string, resolved: boolean }} Import
 */

const resolver = new ResolverFactory({
  conditionNames: ["import", "node", "browser", "style", "default", "types"],
  extensions: [".ts", ".tsx", ".mjs", ".js", ".json", ".css"],
  mainFields: ["module", "main", "style"],
  symlinks: false,
});

/**
 * Source files below some folders, relative to the root.
 * @param {string} root
 * @param {readonly string[]} folders
 */
export function sourceFiles(root, folders) {
  return folders.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
      .map((path) => `${folder}/${path.replaceAll("\\", "/")}`)
      .filter((path) => /\.(?:ts|tsx|mjs)$/u.test(path) && !path.startsWith("lib/server/generated/"))
      .toSorted(),
  );
}

/**
 * Everything that a file imports: values, types, re-exports, `import()` of a value or a type, files of workers.
 * @param {string} root
 * @param {string} file relative to the root
 * @returns {Import[]}
 */
export function importsOf(root, file) {
  const path = join(root, file);
  const { program, module, errors } = parseSync(path, readFileSync(path, "utf8"));
  if (errors.length > 0) throw new Error(`${file} cannot be parsed: ${errors[0]?.message}`);
  /** @type {Set<string>} */
  const wanted = new Set(module.staticImports.map(({ moduleRequest }) => moduleRequest.value));
  for (const { entries } of module.staticExports) for (const { moduleRequest } of entries) if (moduleRequest) wanted.add(moduleRequest.value);
  new Visitor({
    ImportExpression: ({ source }) => void (source.type === "Literal" && typeof source.value === "string" && wanted.add(source.value)),
    TSImportType: ({ source }) => void wanted.add(source.value),
    NewExpression: ({ callee, arguments: [target] }) =>
      void (
        callee.type === "Identifier" &&
        callee.name === "URL" &&
        target?.type === "Literal" &&
        typeof target.value === "string" &&
        /^\.{1,2}\/.*\.tsx?$/u.test(target.value) &&
        wanted.add(target.value)
      ),
  }).visit(program);
  return [...wanted].map((request) => ({ from: file, ...resolve(root, dirname(path), request) }));
}

/**
 * @param {string} root
 * @param {string} folder
 * @param {string} request
 */
function resolve(root, folder, request) {
  if (isBuiltin(request)) return { to: request.startsWith("node:") ? request : `node:${request}`, resolved: true };
  const { path } = resolver.sync(folder, request);
  return path === undefined ? { to: request, resolved: false } : { to: relative(root, path).replaceAll("\\", "/"), resolved: true };
}

/**
 * Circles of imports, each as its first file and the way around back to it.
 * @param {readonly Import[]} imports
 * @returns {Import[]}
 */
export function circles(imports) {
  const targets = Map.groupBy(imports, ({ from }) => from);
  /** @type {Map<string, number>} */
  const state = new Map();
  /** @type {string[]} */
  const open = [];
  /** @type {Import[]} */
  const found = [];
  const visit = (/** @type {string} */ file) => {
    state.set(file, open.length);
    open.push(file);
    for (const edge of targets.get(file) ?? []) {
      const at = state.get(edge.to);
      if (at === undefined) visit(edge.to);
      else if (open[at] === edge.to) found.push({ from: edge.to, to: [...open.slice(at + 1), edge.to].join(" → "), resolved: true });
    }
    open.pop();
    state.set(file, -1);
  };
  for (const file of targets.keys()) if (!state.has(file)) visit(file);
  return found;
}
