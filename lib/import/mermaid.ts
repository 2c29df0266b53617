import type { Importer } from "./importer.ts";
import { readFlowchart } from "./mermaid/flowchart.ts";
import { problemOf, Refusal } from "./mermaid/refusal.ts";
import { understandSequence } from "./mermaid/sequence.ts";
import { findDiagram } from "./mermaid/source.ts";
import { understandFlowchart } from "./mermaid/understand-flowchart.ts";

/** Names of the other diagram types, for the sentence that refuses them. */
const OTHER_TYPES = new Map<string, string>([
  ["C4Component", "C4 component diagram"],
  ["C4Container", "C4 container diagram"],
  ["C4Context", "C4 context diagram"],
  ["C4Deployment", "C4 deployment diagram"],
  ["C4Dynamic", "C4 dynamic diagram"],
  ["architecture", "architecture diagram"],
  ["architecture-beta", "architecture diagram"],
  ["block", "block diagram"],
  ["block-beta", "block diagram"],
  ["classDiagram", "class diagram"],
  ["classDiagram-v2", "class diagram"],
  ["erDiagram", "entity relationship diagram"],
  ["gantt", "Gantt chart"],
  ["gitGraph", "git graph"],
  ["info", "info diagram"],
  ["journey", "user journey"],
  ["kanban", "kanban board"],
  ["mindmap", "mind map"],
  ["packet", "packet diagram"],
  ["packet-beta", "packet diagram"],
  ["pie", "pie chart"],
  ["quadrantChart", "quadrant chart"],
  ["radar-beta", "radar chart"],
  ["requirementDiagram", "requirement diagram"],
  ["sankey", "Sankey diagram"],
  ["sankey-beta", "Sankey diagram"],
  ["stateDiagram", "state diagram"],
  ["stateDiagram-v2", "state diagram"],
  ["timeline", "timeline"],
  ["treemap", "treemap"],
  ["xychart", "chart"],
  ["xychart-beta", "chart"],
  ["zenuml", "ZenUML diagram"],
]);

const FLOWCHARTS = new Set(["flowchart", "flowchart-elk", "graph"]);
const CAN = "Flowcharts (flowchart, graph) and sequence diagrams (sequenceDiagram) can be imported.";

/** Reads Mermaid flowcharts and sequence diagrams. */
export const mermaid: Importer = {
  id: "mermaid",
  title: "Mermaid",
  description: "Flowcharts (all shapes, subgraphs, edge kinds) and sequence diagrams; kinds are guessed from shape, name and technology, and marked as assumed.",
  extensions: [".mmd", ".mermaid", ".md"],
  recognises(text) {
    try {
      const { type } = findDiagram(text);
      // Types that are everyday words (info, pie, block) say too little.
      return FLOWCHARTS.has(type) || type === "sequenceDiagram" || (OTHER_TYPES.has(type) && /[A-Z-]/u.test(type));
    } catch {
      return false;
    }
  },
  read(text, name) {
    try {
      const source = findDiagram(text);
      if (!FLOWCHARTS.has(source.type) && source.type !== "sequenceDiagram") {
        const known = OTHER_TYPES.get(source.type);
        throw new Refusal(known ? `This is a Mermaid ${known}. ${CAN}` : `"${source.type}" begins no Mermaid diagram. ${CAN}`, source.at - source.type.length);
      }
      const { design, notes } = source.type === "sequenceDiagram" ? understandSequence(source, name) : understandFlowchart(readFlowchart(source), name);
      return { ok: true, design, notes: [...source.notes.map((message) => ({ message })), ...notes] };
    } catch (error) {
      if (error instanceof Refusal) return { ok: false, problems: [problemOf(error, text)] };
      throw error;
    }
  },
};
