import { connectionKindsBetween } from "#lib/catalog/connections.ts";
import type { Boundary } from "#lib/model/boundary.ts";
import type { Component, ComponentKind } from "#lib/model/component.ts";
import type { Connection } from "#lib/model/connection.ts";
import { Containers } from "#lib/model/containers.ts";
import { connectionLabel } from "#lib/model/contract-label.ts";
import type { Design } from "#lib/model/design.ts";
import { freshAmong } from "#lib/model/edit.ts";
import { escaped, SafeIds } from "./text.ts";

/** A flowchart, and what it could not say. */
export interface Flowchart {
  readonly text: string;
  readonly notes: readonly string[];
}

type Brackets = readonly [open: string, close: string];

const CYLINDER: Brackets = ["[(", ")]"];
const CARD: Brackets = ["[", "]"];
const LANE: Brackets = ["[/", "/]"];
const ROUNDED: Brackets = ["(", ")"];
const PROCESS: Brackets = ["[[", "]]"];
const GATE: Brackets = ["{{", "}}"];

/** The outline of each kind; together with the class of the same name it survives a round trip. */
const SHAPES: Record<ComponentKind, Brackets> = {
  client: ["([", "])"],
  external: CARD,
  cdn: GATE,
  loadBalancer: GATE,
  gateway: GATE,
  bff: CARD,
  service: CARD,
  function: ROUNDED,
  streamProcessor: PROCESS,
  batchJob: PROCESS,
  database: CYLINDER,
  objectStore: CYLINDER,
  cache: CYLINDER,
  broker: LANE,
  topic: LANE,
  queue: LANE,
  idp: ROUNDED,
  registry: ROUNDED,
  secretStore: ROUNDED,
  telemetry: ROUNDED,
  sharedLib: ROUNDED,
};

/** Looks that carry meaning on paper as well: outside systems dashed, boundaries told apart by their dashes. */
const CLASS_STYLES = new Map<string, string>([
  ["external", "stroke-dasharray: 5 3"],
  ["team", "stroke-dasharray: 8 4"],
  ["zone", "stroke-dasharray: 2 3"],
  ["region", "stroke-width: 2px"],
]);

const isAsynchronous = (connection: Connection): boolean =>
  connection.kind === "publish" || connection.kind === "subscribe" || connection.kind === "connector" || connection.background === true || connection.needsResponse === false;

function arrowOf(connection: Connection): string {
  if (connection.kind === "replicate") return "==>";
  const start = connection.kind === "call" && connection.interaction === "bidi" ? "<" : "";
  return start + (isAsynchronous(connection) ? "-.->" : "-->");
}

/**
 * The design as a Mermaid flowchart: boundaries as nested subgraphs, a shape and a class per kind, the contract in short on every arrow.
 * Comments (`%% id`, `%% connection`) keep what the drawing cannot show and the importer would otherwise have to guess.
 */
export function flowchart(design: Design, { title = true }: { readonly title?: boolean } = {}): Flowchart {
  const ids = new SafeIds();
  const containers = new Containers(design);
  const lines: string[] = [];
  if (title && design.title.trim() !== "") lines.push("---", `title: ${JSON.stringify(design.title.replaceAll(/\p{Cc}+/gu, " "))}`, "---");
  lines.push("flowchart LR");

  const idLine = (id: string, safe: string, indent: string) => {
    if (safe !== id) lines.push(`${indent}%% id ${safe} ${id}`);
  };
  const writeComponent = (component: Component, indent: string) => {
    const id = ids.of("component", component.id);
    const [open, close] = SHAPES[component.kind];
    const technology = escaped(component.technology?.name ?? "");
    const label = (escaped(component.name) || escaped(component.id)) + (technology ? `<br/>#91;${technology}#93;` : "");
    idLine(component.id, id, indent);
    lines.push(`${indent}${id}${open}"${label}"${close}:::${component.kind}`);
  };
  // Depth is bounded by the number of boundaries; the walk keeps its own stack so that a deep design cannot exhaust the call stack.
  const writeBoundary = (root: Boundary) => {
    const stack: { boundary: Boundary; depth: number; end: boolean }[] = [{ boundary: root, depth: 1, end: false }];
    for (let entry = stack.pop(); entry; entry = stack.pop()) {
      const { boundary, depth } = entry;
      const indent = "  ".repeat(Math.min(depth, 40));
      if (entry.end) {
        lines.push(`${indent}end`);
        continue;
      }
      const id = ids.of("boundary", boundary.id);
      idLine(boundary.id, id, indent);
      lines.push(`${indent}subgraph ${id}["${escaped(boundary.name) || escaped(boundary.id)}"]`);
      for (const component of containers.membersOf(boundary.id)) writeComponent(component, `${indent}  `);
      stack.push({ boundary, depth, end: true });
      const children = containers.childrenOf(boundary.id).filter((child) => containers.isDrawn(child.id));
      for (const child of children.toReversed()) stack.push({ boundary: child, depth: depth + 1, end: false });
    }
  };
  for (const boundary of containers.roots) if (containers.isDrawn(boundary.id)) writeBoundary(boundary);
  for (const component of design.components) if (!containers.homeOf(component.id)) writeComponent(component, "  ");

  const dangling = writeConnections(design, ids, lines);
  writeClasses(design, containers, ids, lines);
  return { text: `${lines.join("\n")}\n`, notes: notesOf(design, containers, dangling) };
}

function writeConnections(design: Design, ids: SafeIds, lines: string[]): number {
  const components = new Map(design.components.map((component) => [component.id, component]));
  const taken = new Set([...design.boundaries, ...design.components].map(({ id }) => id));
  let dangling = 0;
  for (const connection of design.connections) {
    const from = components.get(connection.from);
    const to = components.get(connection.to);
    if (!from || !to) {
      dangling += 1;
      continue;
    }
    const expected = freshAmong(taken, `${connection.from}-${connection.to}`);
    taken.add(connection.id);
    if (connection.id !== expected || connection.kind !== connectionKindsBetween(from.kind, to.kind)[0]) lines.push(`  %% connection ${connection.id} ${connection.kind}`);
    const label = escaped(connectionLabel(connection));
    lines.push(`  ${ids.of("component", from.id)} ${arrowOf(connection)}${label === "" ? "" : `|"${label}"|`} ${ids.of("component", to.id)}`);
  }
  return dangling;
}

function writeClasses(design: Design, containers: Containers, ids: SafeIds, lines: string[]): void {
  const members = Map.groupBy(
    design.boundaries.filter(({ id }) => containers.isDrawn(id)),
    ({ kind }) => kind,
  );
  for (const [kind, boundaries] of members) lines.push(`  class ${boundaries.map(({ id }) => ids.of("boundary", id)).join(",")} ${kind}`);
  const used = new Set<string>([...members.keys(), ...design.components.map(({ kind }) => kind)]);
  for (const [name, style] of CLASS_STYLES) if (used.has(name)) lines.push(`  classDef ${name} ${style}`);
}

function notesOf(design: Design, containers: Containers, dangling: number): string[] {
  const notes: string[] = [];
  const several = design.components.filter((component) => {
    const named = [...(component.contexts ?? []), component.team, component.zone, component.region].filter((id) => id !== undefined && containers.boundaries.has(id));
    return named.length > 1;
  }).length;
  if (several > 0) notes.push(`${several} ${several === 1 ? "component belongs" : "components belong"} to several boundaries; a flowchart shows each in one of them only.`);
  if (dangling > 0) notes.push(`${dangling} ${dangling === 1 ? "connection was" : "connections were"} left out because an end does not exist.`);
  const left = (["flows", "sagas", "decisions", "alerts", "waivers"] as const).filter((name) => design[name].length > 0);
  if (left.length > 0) notes.push(`A flowchart has no place for ${left.join(", ")}.`);
  notes.push("Of the contracts a flowchart shows protocol, timeout, retries, breaker, fallback and time to live; everything else stays in the design file.");
  return notes;
}
