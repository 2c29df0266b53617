import { connectionEntry } from "#lib/catalog/connections.ts";
import { kindOf } from "#lib/catalog/kinds.ts";
import { protocolOf } from "#lib/catalog/protocols.ts";
import { CONNECTION_KINDS } from "#lib/model/connection.ts";
import type { Design } from "#lib/model/design.ts";
import { isCompute } from "#lib/model/kinds.ts";
import { optionTitle } from "#lib/model/option-title.ts";
import type { ExportInput } from "../exporter.ts";
import { bullets, code, inline, open, paragraphs, table } from "../markdown-text.ts";
import { flowchart } from "../mermaid/flowchart.ts";
import { sequenceDiagram } from "../mermaid/sequence.ts";
import { fenced, joined } from "./document.ts";
import { instancesText, Names, quantity } from "./values.ts";

const BOUNDARY_TITLES = { context: "Bounded context", team: "Team", zone: "Trust zone", region: "Region" } as const;

/** Version, date, people: what stands at the head of a document. */
export function header({ design, today }: ExportInput, rows: readonly (readonly [string, string])[] = []): string {
  const process = design.process;
  return table(
    ["Property", "Value"],
    [
      ["Design", inline(design.title)],
      ["Id", code(design.id)],
      ["Format version", String(design.lintel)],
      ["Date", design.date ?? today ?? open("date of the design")],
      ["Author", inline(process?.author) || open("author")],
      ...rows,
      ["Style", inline(design.profile) || open("overall style (modular monolith, microservices, serverless)")],
      ["Maturity", inline(design.maturity) || open("prototype, production or critical")],
      ["Hash and status", open("given when the design is submitted")],
    ],
  );
}

/** The whole design as a Mermaid block. */
export const diagram = (design: Design): string =>
  design.components.length === 0 ? open("no component has been drawn yet.") : fenced("mermaid", flowchart(design, { title: false }).text);

/** Kinds of connection in use, with their number. */
export function communicationStyles(design: Design): string {
  const rows = CONNECTION_KINDS.flatMap((kind) => {
    const used = design.connections.filter((connection) => connection.kind === kind);
    const protocols = [...new Set(used.flatMap(({ protocol }) => (protocol ? [protocolOf(protocol)?.title ?? protocol] : [])))].toSorted();
    const unset = kind === "call" ? used.filter(({ protocol }) => protocol === undefined).length : 0;
    return used.length === 0 ? [] : [[connectionEntry(kind).title, String(used.length), [...protocols, ...(unset > 0 ? [`${unset} without a protocol`] : [])].join(", ")]];
  });
  return table(["Connection", "Number", "Protocols"], rows) || open("no connection has been drawn yet.");
}

/** Contexts, teams, zones and regions with what they hold. */
export function boundaries(design: Design): string {
  const names = new Names(design);
  const rows = design.boundaries.map((boundary) => {
    const inside = design.components.filter(
      ({ contexts, team, zone, region }) => contexts?.includes(boundary.id) || team === boundary.id || zone === boundary.id || region === boundary.id,
    );
    return [
      BOUNDARY_TITLES[boundary.kind],
      inline(boundary.name || boundary.id),
      inline(boundary.purpose),
      names.of(boundary.team),
      inside.map(({ id }) => names.of(id)).join(", "),
    ];
  });
  return table(["Boundary", "Name", "Purpose", "Team", "Holds"], rows) || open("no boundary (bounded context, team, trust zone, region) has been drawn yet.");
}

/** Aggregates and teams of each program. */
export function ownership(design: Design): string {
  const names = new Names(design);
  const rows = design.components
    .filter(isCompute)
    .map((component) => [
      inline(component.name || component.id),
      (component.contexts ?? []).map((id) => names.of(id)).join(", ") || open("bounded context"),
      (component.aggregates ?? []).map(inline).join(", ") || open("aggregates"),
      names.of(component.team) || (component.teams ?? []).map((id) => names.of(id)).join(", ") || open("team"),
    ]);
  return table(["Program", "Bounded contexts", "Aggregates", "Team"], rows) || open("no program has been drawn yet.");
}

/** Each program: purpose, APIs, store with rationale, dependencies, service level. */
export function serviceDefinitions(design: Design): string {
  const names = new Names(design);
  const programs = design.components.filter((component) => isCompute(component) || component.kind === "gateway");
  if (programs.length === 0) return open("no service has been drawn yet.");
  const byId = new Map(design.components.map((component) => [component.id, component]));
  const leaving = Map.groupBy(design.connections, ({ from }) => from);
  return programs
    .map((component) => {
      const outgoing = leaving.get(component.id) ?? [];
      const stores = [...new Set(outgoing.filter(({ kind }) => kind === "data" || kind === "cacheAccess").map(({ to }) => to))].flatMap((id) => byId.get(id) ?? []);
      const others = [...new Set(outgoing.filter(({ kind }) => kind !== "data" && kind !== "cacheAccess").map(({ to }) => to))];
      const storeText = stores.map((store) => {
        const product = store.technology?.name ?? store.engine;
        return `${inline(store.name)}${product ? ` (${inline(product)})` : ""}: ${store.technology?.rationale ? inline(store.technology.rationale) : open("rationale")}`;
      });
      const apis = (component.apis ?? []).map((api) => `${inline(api.id)}${api.style ? ` (${api.style})` : ""}${api.basePath ? ` at ${code(api.basePath)}` : ""}`);
      const availability = component.slo?.availability ?? component.availability;
      const latency = component.slo?.p99Ms ?? component.p99Ms;
      return joined(
        `### ${inline(component.name || component.id)}`,
        bullets([
          `**Kind**: ${kindOf(component.kind).title}${component.technology?.name ? `, ${inline(component.technology.name)}` : ""}`,
          `**Purpose**: ${component.purpose ? inline(component.purpose) : open("one or two sentences")}`,
          `**API endpoints**: ${apis.length > 0 ? `${apis.join("; ")} (see the API section)` : open("none declared")}`,
          `**Data store**: ${storeText.length > 0 ? storeText.join("; ") : "none"}`,
          `**Dependencies**: ${others.length > 0 ? others.map((id) => names.of(id)).join(", ") : "none"}`,
          `**Instances**: ${instancesText(component) || open("least and most")}${component.deployment ? `; deployed as: ${optionTitle(component.deployment)}` : ""}`,
          `**SLA**: availability ${quantity("ratio", availability) || open("not stated")}, p99 latency ${quantity("ms", latency) || open("not stated")}`,
        ]),
      );
    })
    .join("\n\n");
}

/** Each flow as a sequence diagram, then the sagas. */
export function flows(design: Design): string {
  const names = new Names(design);
  const drawn = design.flows.map((flow) => {
    const sequence = sequenceDiagram(design, flow);
    const objective = [quantity("ms", flow.slo?.p99Ms), quantity("ratio", flow.slo?.availability)].filter((part) => part !== "");
    return joined(
      `### ${inline(flow.name || flow.id)}`,
      objective.length > 0 ? `Objective: ${objective.join(", ")}.` : open("objective (p99 latency, availability)."),
      sequence ? fenced("mermaid", sequence) : open("the flow names no connection."),
    );
  });
  const sagas = design.sagas.map((saga) =>
    joined(
      `### Saga: ${inline(saga.name || saga.id)}`,
      `Style: ${saga.style ?? open("orchestration or choreography")}${saga.orchestrator ? `, led by ${names.of(saga.orchestrator)}` : ""}.`,
      table(
        ["Step", "Runs on", "On success", "On failure", "Compensation", "Idempotent", "Timeout"],
        (saga.steps ?? []).map((step) => [
          inline(step.id),
          names.of(step.component),
          inline(step.successEvent),
          inline(step.failureEvent),
          step.compensation?.action ? inline(step.compensation.action) : step.readOnly ? "not needed (reads only)" : open("compensation"),
          step.compensation?.idempotent === undefined ? "" : step.compensation.idempotent ? "yes" : "no",
          quantity("ms", step.timeoutMs),
        ]),
      ) || open("steps."),
    ),
  );
  return joined(...drawn, ...sagas) || open("no flow or saga has been drawn yet.");
}

/** Events by the topic or queue that carries them. */
export function eventCatalogue(design: Design): string {
  const names = new Names(design);
  const reaching = Map.groupBy(design.connections, ({ to }) => to);
  const leaving = Map.groupBy(design.connections, ({ from }) => from);
  const carriers = design.components.filter(({ kind }) => kind === "topic" || kind === "queue");
  const rows = carriers.flatMap((carrier) => {
    const from = (reaching.get(carrier.id) ?? []).filter(({ kind }) => kind === "publish").map(({ from: id }) => names.of(id));
    const to = (leaving.get(carrier.id) ?? []).filter(({ kind }) => kind === "subscribe").map(({ to: id }) => names.of(id));
    const ends = [from.join(", ") || open("producer"), to.join(", ") || open("consumer")];
    const events = carrier.events ?? [];
    if (events.length === 0) return [[inline(carrier.name), open("events"), "", "", ...ends]];
    return events.map((event) => [
      inline(carrier.name),
      inline(event.name),
      event.type ?? "",
      [event.version === undefined ? "" : `v${event.version}`, event.compatibility ?? ""].filter((part) => part !== "").join(", "),
      ...ends,
    ]);
  });
  return table(["Topic or queue", "Event", "Type", "Version", "From", "To"], rows) || "No events: the design has no topic and no queue.";
}

/** The description, or that it is missing. */
export const summary = (design: Design): string => (design.description ? paragraphs(design.description) : open("two or three sentences: the solution and its key benefits."));
