import type { DesignIndex } from "#lib/analysis/design-index.ts";
import type { Component, ComponentKind } from "#lib/model/component.ts";
import type { Decision } from "#lib/model/decision.ts";
import type { Design } from "#lib/model/design.ts";
import { addMember, freshId, patched, updateComponent, updateDesign, updateMember } from "#lib/model/edit.ts";
import { optionTitle } from "#lib/model/option-title.ts";
import { type Id, LINE_LIMIT } from "#lib/model/schema.ts";
import { sketch } from "#lib/model/sketch.ts";
import { API_KINDS } from "../endpoints.ts";
import { defineRule, type Finding, finding, type Report } from "../rule.ts";

/** What was chosen, as the beginning of a sentence. */
interface Choice {
  readonly chosen: "component" | "saga" | "mesh" | "api";
  readonly api?: string;
}

/** Kinds whose choice is hard to take back. */
const SIGNIFICANT: readonly ComponentKind[] = ["database", "broker", "cache", "idp"];

/** A copy is chosen together with its original. */
const isCopy = ({ role, replicaOf }: Component): boolean => role === "replica" || replicaOf !== undefined;

const decisionIds = (index: DesignIndex): ReadonlySet<Id> => new Set(index.design.decisions.map(({ id }) => id));
/** Elements that some decision names as its concern. */
const concerned = (index: DesignIndex): ReadonlySet<Id> => new Set(index.design.decisions.flatMap(({ elements }) => elements ?? []));

const has = (index: DesignIndex, decision: Id | undefined): boolean => decision !== undefined && index.once(decisionIds).has(decision);

const apiTarget = (component: Id, api: string): string => `${component}:${api}`;

/** The decision to write, as far as the design says it. */
type Draft = Pick<Decision, "title" | "category" | "context" | "decision" | "elements">;

function draftOf(design: Design, { element, data, target }: Finding): Draft {
  const { chosen, api } = data as Choice; // the data is what this rule's check put there
  const component = design.components.find(({ id }) => id === element.id);
  switch (chosen) {
    case "component": {
      const what = component?.technology?.name ?? component?.engine ?? component?.product;
      const name = component?.name || element.id;
      return patched<Draft>(
        { title: what ? `${name} runs on ${what}` : `How ${name} is run`, category: component?.kind === "database" ? "data" : "technology" },
        { context: component?.purpose, decision: component?.technology?.rationale, elements: [element.id] },
      );
    }
    case "saga": {
      const saga = design.sagas.find(({ id }) => id === target);
      return { title: `How the steps of ${saga?.name || target} agree${saga?.style ? `: ${optionTitle(saga.style).toLowerCase()}` : ""}`, category: "architecture" };
    }
    case "mesh":
      return { title: design.mesh?.product ? `${optionTitle(design.mesh.product)} as the service mesh` : "A service mesh between the services", category: "architecture" };
    case "api": {
      const style = component?.apis?.find(({ id }) => id === api)?.style;
      return {
        title: style ? `${component?.name || element.id} offers ${optionTitle(style)} to the public` : `Style of the public API of ${component?.name || element.id}`,
        category: "architecture",
        elements: [element.id],
      };
    }
  }
}

function linked(design: Design, { element, data, target }: Finding, decision: Id): Design {
  const { chosen, api } = data as Choice; // the data is what this rule's check put there
  switch (chosen) {
    case "component":
      return updateComponent(design, element.id, { decision });
    case "saga":
      return updateMember(design, "sagas", target, { decision });
    case "mesh":
      return updateDesign(design, { mesh: { ...design.mesh, decision } });
    case "api": {
      const apis = design.components.find(({ id }) => id === element.id)?.apis;
      return updateComponent(design, element.id, { apis: apis?.map((one) => (one.id === api ? { ...one, decision } : one)) });
    }
  }
}

const order = sketch().service("order");
const adr = { status: "accepted", category: "data", decision: "Orders need transactions over several tables." } as const;
const api = { id: "orders", style: "rest", exposure: "public" } as const;

export const decisionWithoutAdr = defineRule<Choice>({
  id: "process/decision-without-adr",
  title: "Significant choice without an ADR",
  severity: "warning",
  each: "design",
  check(design, { index }) {
    const reports: Report<Choice>[] = [];
    for (const kind of SIGNIFICANT) {
      for (const component of index.ofKind(kind)) {
        if (isCopy(component) || has(index, component.decision) || index.once(concerned).has(component.id)) continue;
        reports.push(finding({ target: component.id, element: { type: "component", id: component.id }, property: "decision", data: { chosen: "component" } }));
      }
    }
    for (const saga of design.sagas) {
      if (!has(index, saga.decision)) reports.push(finding({ target: saga.id, element: { type: "saga", id: saga.id }, property: "decision", data: { chosen: "saga" } }));
    }
    if (design.mesh && !has(index, design.mesh.decision)) reports.push(finding({ target: "mesh", property: "mesh.decision", data: { chosen: "mesh" } }));
    for (const kind of API_KINDS) {
      for (const component of index.ofKind(kind)) {
        for (const { id, exposure, decision } of component.apis ?? []) {
          if (exposure !== "public" || has(index, decision)) continue;
          reports.push(finding({ target: apiTarget(component.id, id), element: { type: "component", id: component.id }, property: "apis", data: { chosen: "api", api: id } }));
        }
      }
    }
    return reports.length > 0 ? reports : undefined;
  },
  message({ element, data }, { index }) {
    switch (data.chosen) {
      case "component":
        return `No decision says why ${index.nameOf(element.id)} was chosen.`;
      case "saga":
        return `No decision says how the steps of the saga "${index.sagas.get(element.id)?.name || element.id}" agree, and why so.`;
      case "mesh":
        return "No decision says why there is a service mesh.";
      case "api":
        return `No decision says why the public API "${data.api?.trim() || "without a name"}" of ${index.nameOf(element.id)} is as it is.`;
    }
  },
  why: "Stores, brokers, identity and public APIs are the choices that cost most to take back; whoever wants to change them later needs to know what they were made for.",
  remedy: "Write a decision: the context, what was chosen, what was turned down, the consequences, and when to look at it again. Then link it.",
  sources: ["002 Deliver", "003 Architecture Decision Records"],
  needs: ["component.decision", "saga.decision", "api.decision", "mesh.decision", "decision.elements"],
  readiness: true,
  fix: {
    title: "Create a proposed ADR and link it",
    apply(design, found) {
      const draft = draftOf(design, found);
      const id = freshId(design, `adr-${design.decisions.length + 1}`);
      return linked(addMember(design, "decisions", { ...draft, title: draft.title.slice(0, LINE_LIMIT), id, status: "proposed" }), found, id);
    },
  },
  examples: {
    bad: [
      { title: "Nobody knows why it is this database", sketch: order.database("orders", { technology: { name: "PostgreSQL" } }).data("order", "orders") },
      { title: "The link leads nowhere", sketch: order.cache("redis", { decision: "adr-9" }).cacheAccess("order", "redis") },
      {
        title: "A saga and a public API",
        sketch: sketch()
          .service("order", { apis: [api] })
          .saga("checkout", { style: "orchestration", orchestrator: "order" }),
      },
    ],
    good: [
      {
        title: "The database names its decision",
        sketch: order.database("orders", { decision: "adr-1" }).decision("adr-1", "Orders live in PostgreSQL", adr).data("order", "orders"),
      },
      { title: "The decision names what it is about", sketch: order.database("orders").decision("adr-1", "Orders live in PostgreSQL", { ...adr, elements: ["orders"] }) },
      {
        title: "A replica comes with its primary",
        sketch: order
          .database("orders", { decision: "adr-1" })
          .database("orders-replica", { role: "replica", replicaOf: "orders" })
          .decision("adr-1", "Orders live in PostgreSQL", adr),
      },
    ],
  },
});
