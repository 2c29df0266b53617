import type { Component } from "#lib/model/component.ts";
import type { Input } from "../analysis.ts";
import type { DesignIndex } from "../design-index.ts";
import { componentInput, ONE_UNLESS_SET, type Unset } from "./inputs.ts";

/** How many copies of a component run at most, read where `copiesOf` reads it. */
export function copiesInput(index: DesignIndex, { id, kind, instances, maxConcurrency }: Component): readonly Input[] {
  const least: Unset = instances?.min === undefined ? ONE_UNLESS_SET : { value: Math.max(1, instances.min), assumed: "the fewest while unset" };
  return kind === "function" && (maxConcurrency !== undefined || instances?.max === undefined)
    ? componentInput(index, id, "maxConcurrency", "most concurrent runs", "count", least)
    : componentInput(index, id, "instances.max", "most instances", "count", least);
}
