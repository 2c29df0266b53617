import type { Connection } from "#lib/model/connection.ts";
import { connectionLabel } from "#lib/model/contract-label.ts";
import type { Design } from "#lib/model/design.ts";
import type { Flow } from "#lib/model/flow.ts";
import { escaped } from "./text.ts";

const VERBS: Record<Connection["kind"], string> = {
  call: "calls",
  data: "reads and writes",
  cacheAccess: "looks up",
  publish: "publishes",
  subscribe: "delivers",
  replicate: "replicates",
  connector: "feeds",
  uses: "uses",
};

const words = (text: string): string =>
  escaped(text)
    .replaceAll(/(?<!#\d{1,7});/gu, "#59;")
    .replaceAll("<br/>", " ")
    .replaceAll(":", "#58;");

/** A flow as a Mermaid sequence diagram: one message per connection, in the order of the walk. Nothing when none of its connections exist. */
export function sequenceDiagram(design: Design, flow: Flow): string | undefined {
  const connections = new Map(design.connections.map((connection) => [connection.id, connection]));
  const components = new Map(design.components.map((component) => [component.id, component]));
  const walk = (flow.connections ?? []).flatMap((id) => connections.get(id) ?? []).filter(({ from, to }) => components.has(from) && components.has(to));
  if (walk.length === 0) return undefined;
  const aliases = new Map<string, string>();
  for (const { from, to } of walk) for (const id of [from, to]) if (!aliases.has(id)) aliases.set(id, `p${aliases.size + 1}`);
  const lines = ["sequenceDiagram"];
  for (const [id, alias] of aliases) {
    const component = components.get(id);
    lines.push(`  ${component?.kind === "client" ? "actor" : "participant"} ${alias} as ${words(component?.name ?? "") || words(id)}`);
  }
  for (const connection of walk) {
    const isAsynchronous = connection.kind === "publish" || connection.kind === "subscribe" || connection.kind === "connector" || connection.background === true;
    lines.push(`  ${aliases.get(connection.from)}${isAsynchronous ? "-)" : "->>"}${aliases.get(connection.to)}: ${words(connectionLabel(connection)) || VERBS[connection.kind]}`);
  }
  return lines.join("\n");
}
