import { updateConnection } from "#lib/model/edit.ts";
import { sketch } from "#lib/model/sketch.ts";
import { endsOf } from "../ends.ts";
import { defineRule, finding } from "../rule.ts";

const isDeprecated = (library: string | undefined) => /\bhystrix\b/iu.test(library ?? "");
const successorFor = (language: string | undefined) => (/^(?:c#|f#|csharp|\.?net|dotnet)/iu.test(language ?? "") ? "Polly" : "Resilience4j");

const order = sketch().service("order", { language: "Java" }).service("payment");
const breaker = { mode: "ratio", failureRatio: 0.5, windowMs: 10_000, openMs: 30_000, halfOpenTrials: 3 } as const;

export const deprecatedBreakerLibrary = defineRule<{ readonly library: string; readonly successor: string }>({
  id: "resilience/deprecated-breaker-library",
  title: "Deprecated breaker library",
  severity: "warning",
  each: "connection",
  kinds: ["call"],
  check(connection, { index }) {
    const library = connection.breaker?.library;
    if (library === undefined || !isDeprecated(library)) return undefined;
    return finding({ property: "breaker.library", data: { library, successor: successorFor(index.source(connection)?.language) } });
  },
  message: ({ element, data }, { index }) => {
    const { from, to } = endsOf(index, element);
    return `${from} guards its calls to ${to} with ${data.library}, which is no longer developed; ${data.successor} is its successor.`;
  },
  why: "A library in maintenance mode gets no new features and soon no fixes, and it sits in the path of every call.",
  remedy: "Move to Resilience4j on the JVM or Polly on .NET; the settings carry over.",
  sources: ["000 §0", "000 §6"],
  needs: ["connection.breaker.library", "component.language"],
  fix: {
    title: "Replace by Resilience4j (Polly on .NET)",
    apply(design, found, { index }) {
      const connection = index.connections.get(found.element.id);
      if (!connection?.breaker) return design;
      return updateConnection(design, connection.id, { breaker: { ...connection.breaker, library: successorFor(index.source(connection)?.language) } });
    },
  },
  examples: {
    bad: [{ title: "Hystrix", sketch: order.call("order", "payment", { breaker: { ...breaker, library: "Hystrix" } }) }],
    good: [{ title: "Resilience4j", sketch: order.call("order", "payment", { breaker: { ...breaker, library: "Resilience4j" } }) }],
  },
});
