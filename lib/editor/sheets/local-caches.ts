import { componentSheet } from "./member-sheet.ts";
import { isCompute } from "#lib/model/kinds.ts";

/** Caches in the memory of each instance. */
export const localCaches = componentSheet({
  id: "local-caches",
  title: "In-process caches",
  group: "Caching",
  one: "component",
  description: "Caches in the memory of each instance.",
  columns: ["name", "kind", "localCache", "instances"],
  holds: isCompute,
});
