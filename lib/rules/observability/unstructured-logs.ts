import { updateComponent } from "#lib/model/edit.ts";
import { COMPUTE_KINDS } from "#lib/model/kinds.ts";
import { sketch } from "#lib/model/sketch.ts";
import { defineRule, finding } from "../rule.ts";
import { lacking, LOG_FIELDS } from "./names.ts";

export const unstructuredLogs = defineRule<{ readonly declared: boolean }>({
  id: "observability/unstructured-logs",
  title: "Logs are not structured",
  severity: "warning",
  each: "component",
  kinds: COMPUTE_KINDS,
  check: ({ logs }) => (logs?.format === "json" ? undefined : finding({ property: "logs", data: { declared: logs?.format !== undefined } })),
  message: ({ element, data }, { index }) => `${index.nameOf(element.id)} ${data.declared ? "logs plain text" : "does not say how it logs"}, which cannot be searched by field.`,
  why: "Plain text is found by guessing how a sentence was worded; a field such as the trace id finds every line of one request in every service.",
  remedy: "Log one JSON object per line, with the trace id, the user, the duration and the status as fields.",
  sources: ["001 Approach 5", "002 Observability", "003 Ex. 1 readiness checklist"],
  conflicts: ["CF-22"],
  needs: ["component.logs.format"],
  readiness: true,
  fix: {
    title: "Log JSON with the usual fields",
    apply(design, found, { index }) {
      const logs = index.component(found.element.id)?.logs;
      const fields = logs?.fields ?? [];
      return updateComponent(design, found.element.id, { logs: { ...logs, format: "json", fields: [...lacking(LOG_FIELDS, fields), ...fields] } });
    },
  },
  examples: {
    bad: [
      { title: "Sentences for people", sketch: sketch().service("order", { logs: { format: "text" } }) },
      { title: "Nobody said how it logs", sketch: sketch().component("function", "resize") },
    ],
    good: [{ title: "One JSON object per line", sketch: sketch().service("order", { logs: { format: "json", fields: ["traceId", "userId", "duration", "status"] } }) }],
  },
});
