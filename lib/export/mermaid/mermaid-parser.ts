import DOMPurify from "dompurify";
import mermaid from "mermaid";

/** What Mermaid's own parser sees in a flowchart. */
export interface SeenFlowchart {
  readonly nodes: readonly { readonly id: string; readonly text: string; readonly shape: string; readonly classes: readonly string[] }[];
  readonly edges: readonly { readonly from: string; readonly to: string; readonly text: string; readonly stroke: string }[];
  readonly groups: readonly { readonly id: string; readonly title: string; readonly nodes: readonly string[] }[];
}

interface FlowDatabase {
  getVertices(): Map<string, { id: string; text?: string; type?: string; classes: string[] }>;
  getEdges(): { start: string; end: string; text: string; stroke: string }[];
  getSubGraphs(): { id: string; title: string; nodes: string[] }[];
}

/** Decodes the entity codes that Mermaid decodes when it draws. */
const decoded = (text: string | undefined): string =>
  (text ?? "").replaceAll(/ﬂ°°(\d+)¶ß/gu, (_, code: string) => String.fromCodePoint(Number(code))).replaceAll(/<br\s*\/>/gu, "\n");

/** Reads a flowchart with Mermaid's own grammar, for tests; throws what Mermaid throws. */
export async function parseWithMermaid(text: string): Promise<SeenFlowchart> {
  // Without a window DOMPurify has no functions at all; the grammar under test needs none of its cleaning.
  Object.assign(DOMPurify, { addHook: () => undefined, sanitize: (value: string) => value });
  await mermaid.parse(text);
  const { db } = await mermaid.mermaidAPI.getDiagramFromText(text);
  const flow = db as unknown as FlowDatabase; // Mermaid types the database of every diagram alike; a flowchart's has these three.
  return {
    nodes: [...flow.getVertices().values()].map((vertex) => ({ id: vertex.id, text: decoded(vertex.text), shape: vertex.type ?? "", classes: vertex.classes })),
    edges: flow.getEdges().map((edge) => ({ from: edge.start, to: edge.end, text: decoded(edge.text), stroke: edge.stroke })),
    groups: flow.getSubGraphs().map(({ id, title, nodes }) => ({ id, title: decoded(title), nodes })),
  };
}
