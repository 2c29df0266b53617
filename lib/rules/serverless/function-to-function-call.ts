import { addMember, connectionId, freshId, patched, updateMember } from "#lib/model/edit.ts";
import type { Connection } from "#lib/model/connection.ts";
import type { Component } from "#lib/model/component.ts";
import { sketch } from "#lib/model/sketch.ts";
import { endsOf } from "../ends.ts";
import { addNear, nameFor } from "../insert.ts";
import { defineRule, finding } from "../rule.ts";

const functions = sketch().component("function", "apiStreams", { timeoutMs: 10_000 }).component("function", "mailBuildEmail", { timeoutMs: 30_000 });

export const functionToFunctionCall = defineRule({
  id: "serverless/function-to-function-call",
  title: "Function calls a function",
  severity: "error",
  each: "connection",
  kinds: ["call"],
  check(call, { index }) {
    if (index.ofKind("function").length === 0 || index.source(call)?.kind !== "function" || index.target(call)?.kind !== "function") return undefined;
    return finding({ fixable: call.needsResponse !== true });
  },
  message({ element }, { index }) {
    const { from, to } = endsOf(index, element);
    return `The function ${from} calls the function ${to} and pays for both while it waits.`;
  },
  why: "Both functions run and are billed at once, their cold starts and timeouts add up, and one that fails or is throttled takes the other along.",
  remedy: "Put a queue between them when the answer is not needed at once; when it is, move the code into a module that both share.",
  sources: ["000 MDL intro"],
  conflicts: ["CF-45"],
  needs: ["connection.kind", "component.kind", "connection.needsResponse"],
  thresholds: ["sls.visibilityFactor"],
  fix: {
    title: "Put a queue between them",
    apply(design, found, { index, settings }) {
      const call = index.connections.get(found.element.id);
      const callee = call && index.target(call);
      if (!call || !callee || call.needsResponse === true) return design;
      const name = nameFor(callee.name, "work").trim();
      const queue: Component = { id: freshId(design, name), kind: "queue", name, role: "work", managed: true };
      const visibilityTimeoutMs = callee.timeoutMs === undefined ? undefined : callee.timeoutMs * settings["sls.visibilityFactor"];
      let next = addNear(design, patched(queue, { visibilityTimeoutMs, zone: callee.zone, region: callee.region }), [call.from, call.to]);
      const { id, from, label, tls, rps, tracePropagated, assumed } = call;
      const publication = patched<Connection>({ id, kind: "publish", from, to: queue.id, targetConfig: "env" }, { label, tls, rps, tracePropagated, assumed });
      const gone = Object.fromEntries(Object.keys(call).flatMap((property) => (property in publication ? [] : [[property, undefined]])));
      next = updateMember(next, "connections", id, { ...gone, ...publication });
      const delivery: Connection = {
        id: connectionId(next, queue.id, callee.id),
        kind: "subscribe",
        from: queue.id,
        to: callee.id,
        ack: "after",
        delivery: "atLeastOnce",
        idempotency: "key",
        dedupBy: "eventId",
      };
      return addMember(next, "connections", patched(delivery, { tls, tracePropagated }));
    },
  },
  examples: {
    bad: [{ title: "The API waits until the mail is built", sketch: functions.call("apiStreams", "mailBuildEmail", { protocol: "rest", timeoutMs: 5_000 }) }],
    good: [
      {
        title: "The mail is built later, from a queue",
        sketch: functions
          .queue("mails", { visibilityTimeoutMs: 180_000 })
          .publish("apiStreams", "mails", { targetConfig: "env" })
          .subscribe("mails", "mailBuildEmail", { ack: "after", idempotency: "key" }),
      },
      { title: "A gateway calls its authoriser", sketch: sketch().gateway("api").component("function", "authorizer").call("api", "authorizer") },
    ],
  },
});
