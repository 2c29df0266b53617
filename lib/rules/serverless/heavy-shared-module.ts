import type { Connection } from "#lib/model/connection.ts";
import type { DesignIndex } from "#lib/analysis/design-index.ts";
import type { Id } from "#lib/model/schema.ts";
import { formatQuantity } from "#lib/model/quantity.ts";
import { sketch } from "#lib/model/sketch.ts";
import { defineRule, finding, undecided } from "../rule.ts";

/** The functions that are built with a module. */
function usersOf(incoming: readonly Connection[], index: DesignIndex): ReadonlySet<Id> {
  const users = new Set<Id>();
  for (const connection of incoming) if (connection.kind === "uses" && index.source(connection)?.kind === "function") users.add(connection.from);
  return users;
}

const shared = sketch().component("function", "apiStreams").component("function", "apiChannels").connect("uses", "apiStreams", "shared").connect("uses", "apiChannels", "shared");

export const heavySharedModule = defineRule<{ readonly bytes: number; readonly users: number }>({
  id: "serverless/heavy-shared-module",
  title: "Shared module too heavy for cold starts",
  severity: "warning",
  each: "component",
  kinds: ["sharedLib"],
  check(library, { index, settings }) {
    const { bundleBytes } = library;
    if (bundleBytes !== undefined && bundleBytes <= settings["sls.sharedBundleBytes"]) return undefined;
    const users = usersOf(index.incoming(library.id), index);
    if (users.size < 2) return undefined;
    if (bundleBytes === undefined) return undecided([`${library.id}.bundleBytes`], { property: "bundleBytes" });
    return finding({ property: "bundleBytes", related: [...users], data: { bytes: bundleBytes, users: users.size } });
  },
  message: ({ element, data }, { index, settings }) =>
    `${index.nameOf(element.id)} adds ${formatQuantity("bytes", data.bytes)} to the cold start of ${data.users} functions; ${formatQuantity("bytes", settings["sls.sharedBundleBytes"])} is the most.`,
  why: "Every new copy of every function loads the whole module before it answers: what one function needs slows down the first request of all.",
  remedy: "Split the module so that each function loads only what it uses, and keep large libraries out of it.",
  sources: ["000 MDL shared/ Module Usage"],
  needs: ["component.bundleBytes", "connection.kind"],
  thresholds: ["sls.sharedBundleBytes"],
  needsPerson: "Where the module can be cut depends on what each function uses of it.",
  examples: {
    bad: [{ title: "4 MiB in each of two functions", sketch: shared.component("sharedLib", "shared", { bundleBytes: 4_194_304 }) }],
    good: [
      { title: "A lean module", sketch: shared.component("sharedLib", "shared", { bundleBytes: 204_800 }) },
      {
        title: "One function carries its own weight",
        sketch: sketch().component("function", "render").component("sharedLib", "pdf", { bundleBytes: 4_194_304 }).connect("uses", "render", "pdf"),
      },
    ],
  },
});
