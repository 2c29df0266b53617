import { componentSheet } from "./member-sheet.ts";
import { isCompute } from "#lib/model/kinds.ts";

/** Runbooks of each program, and how it is released. */
export const runbooks = componentSheet({
  id: "runbooks",
  title: "Runbooks",
  group: "Operations",
  one: "component",
  description: "Runbooks of each program, and how it is released.",
  columns: ["name", "kind", "team", "runbooks", "releaseTrain", "releaseCadence"],
  holds: isCompute,
});
