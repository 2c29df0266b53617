import type { Component } from "#lib/model/component.ts";
import type { Design } from "#lib/model/design.ts";
import type { Id } from "#lib/model/schema.ts";
import type { ImportNote } from "../importer.ts";
import type { DrawnFlowchart, DrawnGroup, DrawnNode } from "./diagram.ts";
import { Draft } from "./draft.ts";
import { guessBoundary } from "./guess.ts";
import { DEPTH_LIMIT } from "./refusal.ts";

/** Classes and outlines of remarks on a drawing, which are no part of the system. */
const REMARK_CLASSES = new Set(["note", "notes", "comment", "annotation", "legend"]);
const REMARK_SHAPES = new Set(["brace", "brace-l", "brace-r", "braces", "comment"]);

const isRemark = (node: DrawnNode): boolean => REMARK_SHAPES.has(node.shape) || node.classes.some((name) => REMARK_CLASSES.has(name));

const plural = (count: number, one: string, many: string): string => `${count} ${count === 1 ? one : many}`;

/** Turns a drawn flowchart into a design: nodes become components, subgraphs boundaries, edges connections; what had to be guessed is marked as assumed. */
export function understandFlowchart(drawn: DrawnFlowchart, name: string | undefined): { readonly design: Design; readonly notes: readonly ImportNote[] } {
  const draft = new Draft();
  const groupsById = new Map(drawn.groups.flatMap((group) => (group.id === undefined ? [] : [[group.id, group] as const])));
  const pointedAt = new Set(drawn.edges.filter(({ heads }) => heads[0] || heads[1]).flatMap(({ from, to }) => [from, to]));
  // An arrow makes a node a part of the system, whatever its class is called.
  const remarks = new Set([...drawn.nodes.values()].filter((node) => isRemark(node) && !groupsById.has(node.id) && !pointedAt.has(node.id)).map(({ id }) => id));

  const homes = nest(drawn, groupsById);
  const kinds = new Map(drawn.groups.map((group) => [group, guessBoundary(group.title, group.classes)] as const));
  const boundaryIds = new Map<DrawnGroup, Id>();
  for (const group of drawn.groups.toSorted((a, b) => a.line - b.line)) {
    const own = group.id === undefined ? undefined : drawn.ownIds.get(group.id);
    boundaryIds.set(group, draft.boundary(own ?? group.id ?? group.title, own !== undefined, { kind: kinds.get(group)?.kind ?? "context", name: group.title }));
  }
  for (const group of drawn.groups) {
    const parent = group.parent && boundaryIds.get(group.parent);
    const id = boundaryIds.get(group);
    if (parent && id) draft.nest(id, parent);
  }
  const within = (group: DrawnGroup | undefined): Partial<Component> => {
    const id = group && boundaryIds.get(group);
    const kind = group && kinds.get(group)?.kind;
    if (!id || !kind) return {};
    return kind === "context" ? { contexts: [id] } : { [kind]: id };
  };

  const componentIds = new Map<string, Id>();
  for (const node of drawn.nodes.values()) {
    if (groupsById.has(node.id) || remarks.has(node.id)) continue;
    const own = drawn.ownIds.get(node.id);
    componentIds.set(node.id, draft.component(own ?? node.id, own !== undefined, node, within(homes.get(node.id))));
  }
  const standIns = standInsOf(drawn, groupsById, (group) =>
    draft.component(`${group.id ?? group.title}-group`, false, { text: group.title, shape: "", classes: [] }, within(group)),
  );
  const invisible = connect(draft, drawn, (id) => componentIds.get(id) ?? standIns.get(id));

  const guessedGroups = [...kinds.values()].filter(({ certain }) => !certain).length;
  if (guessedGroups > 0)
    draft.notes.push({
      message: `${plural(guessedGroups, "subgraph became a boundary", "subgraphs became boundaries")} whose kind (bounded context, team, zone, region) is a guess.`,
    });
  for (const id of standIns.keys()) {
    const group = groupsById.get(id);
    if (group) draft.notes.push({ message: `Arrows end on the subgraph "${group.title}" itself; a component of the same name inside it stands for the group.`, line: group.line });
  }
  if (remarks.size > 0) draft.notes.push({ message: `${plural(remarks.size, "remark", "remarks")} on the drawing left out.` });
  if (invisible > 0) draft.notes.push({ message: `${plural(invisible, "invisible link", "invisible links")} left out.` });
  for (const [word, count] of drawn.ignored)
    draft.notes.push({ message: `${plural(count, `${word} statement`, `${word} statements`)} left out: a design has no styling of its own.` });
  return { design: draft.finish(drawn.title ?? name ?? "Imported diagram"), notes: draft.notes };
}

function connect(draft: Draft, drawn: DrawnFlowchart, componentOf: (id: string) => Id | undefined): number {
  let invisible = 0;
  const told = new Set<object>();
  for (const edge of drawn.edges) {
    if (edge.stroke === "invisible") {
      invisible += 1;
      continue;
    }
    const isReversed = edge.heads[0] && !edge.heads[1];
    const from = componentOf(isReversed ? edge.to : edge.from);
    const to = componentOf(isReversed ? edge.from : edge.to);
    if (!from || !to) continue;
    const known = edge.told && !told.has(edge.told) ? edge.told : undefined;
    if (known) told.add(known);
    draft.connection({ from, to, text: edge.text, isMutual: edge.heads[0] && edge.heads[1], told: known });
  }
  return invisible;
}

/** Where each node lives: the first subgraph to end that mentions it, as Mermaid decides. A mentioned subgraph moves into the one that mentions it. */
function nest(drawn: DrawnFlowchart, groupsById: ReadonlyMap<string, DrawnGroup>): ReadonlyMap<string, DrawnGroup> {
  const homes = new Map<string, DrawnGroup>();
  for (const group of drawn.groups) {
    for (const id of group.mentions) {
      const inner = groupsById.get(id);
      if (!inner) {
        if (!homes.has(id)) homes.set(id, group);
      } else if (inner !== group && !inner.parent && !isInside(group, inner)) inner.parent = group;
    }
  }
  return homes;
}

function isInside(group: DrawnGroup, outer: DrawnGroup): boolean {
  let current: DrawnGroup | undefined = group;
  for (let depth = 0; depth < DEPTH_LIMIT && current; depth += 1) {
    if (current === outer) return true;
    current = current.parent;
  }
  // Deeper than any drawing: left where it stands.
  return current !== undefined;
}

/** One component for every subgraph that an arrow begins or ends on. */
function standInsOf(drawn: DrawnFlowchart, groupsById: ReadonlyMap<string, DrawnGroup>, make: (group: DrawnGroup) => Id): ReadonlyMap<string, Id> {
  const standIns = new Map<string, Id>();
  for (const edge of drawn.edges) {
    if (edge.stroke === "invisible") continue;
    for (const [end, other] of [
      [edge.from, edge.to],
      [edge.to, edge.from],
    ] as const) {
      const group = groupsById.get(end);
      const remark = drawn.nodes.get(other);
      if (group && !standIns.has(end) && !(remark && isRemark(remark))) standIns.set(end, make(group));
    }
  }
  return standIns;
}
