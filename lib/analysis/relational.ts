import { technologyIn } from "#lib/catalog/technologies.ts";
import type { Component } from "#lib/model/component.ts";

/** Whether a component is a relational database: as its data model says, else as its engine is known to be. */
export function isRelationalDatabase(component: Component | undefined): boolean {
  if (component?.kind !== "database") return false;
  if (component.model !== undefined) return component.model === "relational";
  const engine = component.engine ?? component.technology?.name;
  return engine !== undefined && technologyIn(engine)?.model === "relational";
}
