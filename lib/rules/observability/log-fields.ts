import { updateComponent } from "#lib/model/edit.ts";
import { COMPUTE_KINDS } from "#lib/model/kinds.ts";
import { sketch } from "#lib/model/sketch.ts";
import { defineRule, finding } from "../rule.ts";
import { listed } from "#lib/model/sentence.ts";
import { lacking, LOG_FIELDS } from "./names.ts";

export const logFields = defineRule<{ readonly lacks: readonly string[] }>({
  id: "observability/log-fields",
  title: "Log lines lack fields",
  severity: "warning",
  each: "component",
  kinds: COMPUTE_KINDS,
  check({ logs }) {
    if (logs === undefined) return undefined; // Then unstructured-logs asks for the logs as a whole.
    const lacks = lacking(LOG_FIELDS, logs.fields);
    return lacks.length > 0 ? finding({ property: "logs.fields", data: { lacks } }) : undefined;
  },
  message: ({ element, data }, { index }) => `Log lines of ${index.nameOf(element.id)} do not carry ${listed(data.lacks)}.`,
  why: "A line without the trace id belongs to no request, one without the user to no complaint, one without duration and status cannot be counted.",
  remedy: "Add the trace id, the user's id, the duration and the status to every line that ends a request or a message.",
  sources: ["002 Observability", "001 Approach samples"],
  needs: ["component.logs.fields"],
  readiness: true,
  fix: {
    title: "Add the missing fields",
    apply(design, found, { index }) {
      const logs = index.component(found.element.id)?.logs;
      const fields = logs?.fields ?? [];
      return updateComponent(design, found.element.id, { logs: { ...logs, fields: [...lacking(LOG_FIELDS, fields), ...fields] } });
    },
  },
  examples: {
    bad: [
      { title: "Level and message, and nothing to find them by", sketch: sketch().service("order", { logs: { format: "json", fields: ["level", "message"] } }) },
      { title: "JSON with fields that nobody named", sketch: sketch().service("order", { logs: { format: "json" } }) },
    ],
    good: [
      {
        title: "Who, which request, how long, how it ended",
        sketch: sketch().service("order", { logs: { format: "json", fields: ["trace_id", "user_id", "duration_ms", "status", "message"] } }),
      },
    ],
  },
});
