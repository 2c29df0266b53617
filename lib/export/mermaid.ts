import type { Exporter } from "./exporter.ts";
import { fileNameOf } from "./file-name.ts";
import { flowchart } from "./mermaid/flowchart.ts";

/** The design as a Mermaid flowchart. */
export const mermaid: Exporter = {
  id: "mermaid",
  title: "Mermaid flowchart",
  description: "Boundaries as subgraphs, a shape per kind, protocol and contract on the arrows; GitHub, GitLab and many wikis draw it.",
  mediaType: "text/vnd.mermaid",
  fileName: (design) => fileNameOf(design, ".mmd"),
  render: ({ design }) => flowchart(design),
};
