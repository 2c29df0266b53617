import type { Connection } from "#lib/model/connection.ts";
import type { Id } from "#lib/model/schema.ts";
import type { Input } from "../analysis.ts";
import { feeds, isPartitioned } from "../channels.ts";
import type { DesignIndex } from "../design-index.ts";
import { componentInput, connectionInput, ONE_UNLESS_SET } from "./inputs.ts";

/** The rates of everything that feeds a topic or queue. */
export const arrivalInputs = (index: DesignIndex, channel: Id): readonly Input[] =>
  index
    .incoming(channel)
    .filter(feeds)
    .toSorted((a, b) => (a.id < b.id ? -1 : 1))
    .flatMap(({ id }) => connectionInput(index, id, "rps", "rate", "rps"));

/** How many consumers of a subscription run at most. */
function consumersInput(index: DesignIndex, id: Id): readonly Input[] {
  const { kind, maxConcurrency, instances } = index.component(id) ?? {};
  if (kind === "function") {
    const counts = maxConcurrency === undefined && instances?.max !== undefined ? "instances.max" : "maxConcurrency";
    return componentInput(index, id, counts, "most concurrent runs", "count");
  }
  const unset = instances?.min === undefined ? ONE_UNLESS_SET : { value: instances.min, assumed: "the fewest while unset" };
  return componentInput(index, id, "instances.max", "most instances", "count", unset);
}

/** Every number that limits how fast the messages of a subscription are handled. */
export function handlingInputs(index: DesignIndex, subscription: Connection): readonly Input[] {
  const channel = index.source(subscription);
  return [
    ...connectionInput(index, subscription.id, "perConsumerRps", "rate of one consumer", "rps"),
    ...consumersInput(index, subscription.to),
    ...(channel && isPartitioned(channel, index) ? componentInput(index, channel.id, "partitions", "partitions", "count") : []),
    ...(subscription.maxPerTrigger === undefined
      ? []
      : [...connectionInput(index, subscription.id, "maxPerTrigger", "most per trigger", "count"), ...connectionInput(index, subscription.id, "triggerMs", "trigger every", "ms")]),
  ];
}
