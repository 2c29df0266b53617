import { completedBefore, hears, isCompensable, isTold, mayFail } from "#lib/analysis/saga-simulation.ts";
import type { DesignIndex } from "#lib/analysis/design-index.ts";
import type { Component } from "#lib/model/component.ts";
import type { Connection } from "#lib/model/connection.ts";
import { addMember, connectionId, freshId, patched, updateComponent, updateMember } from "#lib/model/edit.ts";
import type { Design } from "#lib/model/design.ts";
import type { Saga, SagaStep } from "#lib/model/flow.ts";
import { isCompute } from "#lib/model/kinds.ts";
import type { Id } from "#lib/model/schema.ts";
import { sketch } from "#lib/model/sketch.ts";
import { addNear, nameFor } from "../insert.ts";
import { defineRule, finding } from "../rule.ts";
import { checkSteps, draftCompensation, isOnlyOne, sagaName, stepName, stepTarget } from "../saga-steps.ts";
import { listed } from "#lib/model/sentence.ts";

interface Unhandled {
  readonly step: string;
  readonly event: string | undefined;
  /** Steps that stay done because they do not hear of the failure. */
  readonly deaf: readonly string[];
  /** Steps beside it that hear of it and have nothing to undo themselves with. */
  readonly final: readonly string[];
}

/** The steps that would have to be undone when this one fails, apart by what they lack. */
function unhandled(saga: Saga, position: number, index: DesignIndex): { readonly deaf: SagaStep[]; readonly final: SagaStep[] } {
  const steps = saga.steps ?? [];
  const failed = steps[position];
  const deaf: SagaStep[] = [];
  const final: SagaStep[] = [];
  if (!failed) return { deaf, final };
  for (const [at, when] of completedBefore(saga, position)) {
    const step = steps[at];
    if (!step || !isCompensable(step)) continue;
    if (!failed.failureEvent || !isTold(index, saga, step, failed)) deaf.push(step);
    // Earlier steps without a compensation have a rule of their own; the last one counts as the end there, although one beside it may still fail.
    else if (when === "beside" && !step.compensation && at === steps.length - 1) final.push(step);
  }
  return { deaf, final };
}

/** `PaymentFailed` for a step `payment`. */
const failureName = (step: SagaStep): string =>
  `${step.id
    .split(/[^\p{L}\p{N}]+/u)
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join("")
    .slice(0, 180)}Failed`;

const byName = (topics: readonly Component[]): Component | undefined => topics.toSorted((left, right) => (left.id < right.id ? -1 : 1))[0];

/** The topic for a failure: one that carries the event, else one to which the component publishes, best the one of its success. */
function topicFor(step: SagaStep, event: string, index: DesignIndex): Component | undefined {
  const carries = (topic: Component, name: string | undefined) => topic.events?.some((candidate) => candidate.name === name) === true;
  const published = index.outgoing(step.component ?? "").flatMap((connection) => {
    const topic = connection.kind === "publish" ? index.target(connection) : undefined;
    return topic?.kind === "topic" ? topic : [];
  });
  return (
    byName(published.filter((topic) => carries(topic, event))) ??
    byName(index.ofKind("topic").filter((topic) => carries(topic, event))) ??
    byName(published.filter((topic) => carries(topic, step.successEvent))) ??
    byName(published)
  );
}

/** A subscription with the settings of the one that the component already has. */
function subscriptionLike(model: Connection | undefined, id: Id, from: Id, to: Id): Connection {
  const { tls, timeoutMs, tracePropagated, group, ack, delivery, idempotency, dedupBy, dlq, maxAttempts } = model ?? {};
  return patched<Connection>({ id, kind: "subscribe", from, to }, { tls, timeoutMs, tracePropagated, group, ack, delivery, idempotency, dedupBy, dlq, maxAttempts });
}

function subscribed(design: Design, topic: Id, component: Id, index: DesignIndex): Design {
  if (design.connections.some(({ kind, from, to }) => kind === "subscribe" && from === topic && to === component)) return design;
  const existing = index.incoming(component).filter(({ kind }) => kind === "subscribe");
  const model = existing.toSorted((left, right) => (left.id < right.id ? -1 : 1))[0];
  return addMember(design, "connections", subscriptionLike(model, connectionId(design, topic, component), topic, component));
}

const undo = (action: string) => ({ action, idempotent: true, retry: { max: 3 }, escalation: "team on call" });
const events = ["OrderPlaced", "StockReserved", "StockRefused", "PaymentCharged", "PaymentRefused"].map((name) => ({ name, type: "domain" as const, version: 1 }));
const shop = sketch()
  .service("order")
  .service("stock")
  .service("payment")
  .topic("events", { events })
  .publish("order", "events")
  .publish("stock", "events")
  .publish("payment", "events")
  .subscribe("events", "stock")
  .subscribe("events", "payment");
const place = { id: "place", component: "order", successEvent: "OrderPlaced", canFail: false, compensation: undo("Cancel the order") };
const reserve = { id: "reserve", component: "stock", trigger: "OrderPlaced", successEvent: "StockReserved", compensation: undo("Release the stock") };
const charge = { id: "charge", component: "payment", trigger: "StockReserved", successEvent: "PaymentCharged" };
const told = [place, { ...reserve, failureEvent: "StockRefused" }, { ...charge, failureEvent: "PaymentRefused" }];

export const choreographyFailureUnhandled = defineRule<Unhandled>({
  id: "transactions/choreography-failure-unhandled",
  title: "Failure event has no listener",
  severity: "error",
  each: "saga",
  check(saga, { index }) {
    if (saga.style !== "choreography") return undefined;
    return checkSteps(saga, (step, position) => {
      if (!mayFail(step)) return undefined;
      const { deaf, final } = unhandled(saga, position, index);
      if (deaf.length + final.length === 0) return undefined;
      const runs = (other: SagaStep) => isCompute(index.component(other.component));
      return finding({
        target: stepTarget(saga.id, step),
        property: "steps",
        related: [...new Set([step, ...deaf, ...final].flatMap(({ component }) => component ?? []))],
        fixable: isOnlyOne(saga, step) && runs(step) && deaf.every(runs),
        data: { step: stepName(step), event: step.failureEvent || undefined, deaf: deaf.map(stepName), final: final.map(stepName) },
      });
    });
  },
  message({ element, data }, context) {
    const saga = `In the saga "${sagaName(element, context)}"`;
    if (data.event === undefined)
      return `${saga} the step ${data.step} publishes no failure event, so ${listed(data.deaf)} never ${data.deaf.length === 1 ? "learns" : "learn"} of its failure.`;
    if (data.deaf.length === 0)
      return `${saga} ${listed(data.final)} ${data.final.length === 1 ? "hears" : "hear"} that ${data.step} failed, and nothing undoes ${data.final.length === 1 ? "it" : "them"}.`;
    return `${saga} ${listed(data.deaf)} ${data.deaf.length === 1 ? "does" : "do"} not hear ${data.event}, so nothing is undone there when ${data.step} fails.`;
  },
  why: "In a choreography nobody watches over the whole: a service undoes its part only when it hears that another one failed, so money is taken for goods that are not there.",
  remedy: "Publish a failure event for every step that may fail, and subscribe to it every service that has something to undo.",
  sources: ["000 §4.2 Rollback", "004 §5.3 Choreography"],
  conflicts: ["CF-31"],
  needs: ["saga.steps.failureEvent", "saga.steps.trigger", "saga.steps.component", "topic.events"],
  fix: {
    title: "Add the failure event and the missing subscriptions",
    apply(design, found, { index, settings }) {
      const saga = design.sagas.find(({ id }) => id === found.element.id);
      const position = saga?.steps?.findIndex((step) => stepTarget(saga.id, step) === found.target) ?? -1;
      const step = saga?.steps?.[position];
      const component = index.component(step?.component);
      if (!saga?.steps || !step || !component) return design;
      const event = step.failureEvent || failureName(step);
      const told = { ...step, failureEvent: event };
      // With the event in place, who still does not hear of it, and who has nothing to undo?
      const next = { ...saga, steps: saga.steps.with(position, told) };
      const { deaf } = unhandled(next, position, index);
      const beside = [...completedBefore(next, position)].flatMap(([at, when]) => (when === "beside" && at === next.steps.length - 1 ? [at] : []));
      const steps = next.steps.map((other, at) =>
        beside.includes(at) && isCompensable(other) && !other.compensation ? { ...other, compensation: draftCompensation(other, settings) } : other,
      );
      let result = updateMember(design, "sagas", saga.id, { steps });
      if (deaf.length === 0) return result;
      let topic = topicFor(step, event, index);
      if (!topic) {
        const name = nameFor(component.name || component.id, "events");
        topic = { id: freshId(result, name), kind: "topic", name };
        result = addNear(result, topic, [component.id]);
      }
      if (!topic.events?.some(({ name }) => name === event))
        result = updateComponent(result, topic.id, { events: [...(topic.events ?? []), { name: event, type: "domain", version: 1 }] });
      const { id } = topic;
      if (!result.connections.some((connection) => connection.kind === "publish" && connection.from === component.id && connection.to === id))
        result = addMember(result, "connections", { id: connectionId(result, component.id, id), kind: "publish", from: component.id, to: id });
      for (const other of deaf) if (other.component !== undefined && !hears(index, other.component, event)) result = subscribed(result, id, other.component, index);
      return result;
    },
  },
  examples: {
    bad: [
      { title: "No step says that it failed", sketch: shop.subscribe("events", "order").saga("checkout", { style: "choreography", steps: [place, reserve, charge] }) },
      { title: "The order service does not hear that the payment was refused", sketch: shop.saga("checkout", { style: "choreography", steps: told }) },
      {
        title: "Stock and payment at the same time: the payment has no way back",
        sketch: shop.subscribe("events", "order").saga("checkout", {
          style: "choreography",
          steps: [place, { ...reserve, failureEvent: "StockRefused" }, { ...charge, trigger: "OrderPlaced", failureEvent: "PaymentRefused" }],
        }),
      },
    ],
    good: [
      { title: "Everybody hears of every failure", sketch: shop.subscribe("events", "order").saga("checkout", { style: "choreography", steps: told }) },
      { title: "An orchestrator asks for what has to be undone", sketch: shop.saga("checkout", { style: "orchestration", orchestrator: "order", steps: told }) },
    ],
  },
});
