/** A node of a diagram, as drawn. */
export interface DrawnNode {
  readonly id: string;
  /** What it shows; lines separated by line ends. */
  text: string;
  /** Name of its outline as Mermaid calls it: `rect`, `cyl`, `stadium` … */
  shape: string;
  readonly classes: string[];
  readonly line: number;
}

/** An edge of a diagram, as drawn. */
export interface DrawnEdge {
  readonly from: string;
  readonly to: string;
  readonly text: string;
  readonly stroke: "normal" | "dotted" | "thick" | "invisible";
  /** Whether it has a head at its beginning and at its end. */
  readonly heads: readonly [start: boolean, end: boolean];
  readonly line: number;
  /** Id and kind that a comment of our own exporter gives it. */
  readonly told?: { readonly id: string; readonly kind: string };
}

/** A subgraph, as drawn. */
export interface DrawnGroup {
  /** Its id; none when its title is no id. */
  readonly id: string | undefined;
  readonly title: string;
  readonly classes: string[];
  readonly line: number;
  parent: DrawnGroup | undefined;
  /** Ids that stand between its first and last line, groups of its own left out. */
  readonly mentions: Set<string>;
}

/** A flowchart, read but not yet understood. */
export interface DrawnFlowchart {
  readonly nodes: ReadonlyMap<string, DrawnNode>;
  readonly edges: readonly DrawnEdge[];
  /** In the order in which they end, inner before outer: the first that mentions a node holds it. */
  readonly groups: readonly DrawnGroup[];
  /** Own ids behind the safe ones that our exporter made. */
  readonly ownIds: ReadonlyMap<string, string>;
  readonly title?: string;
  /** How often a statement without meaning for a design was met. */
  readonly ignored: ReadonlyMap<string, number>;
}
