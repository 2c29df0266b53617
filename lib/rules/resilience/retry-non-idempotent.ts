import { isIdempotent, methodOf, operationOf } from "#lib/analysis/operations.ts";
import { attemptsOf, retryOf } from "#lib/analysis/retries.ts";
import { updateComponent, updateConnection } from "#lib/model/edit.ts";
import { sketch } from "#lib/model/sketch.ts";
import { endsOf } from "../ends.ts";
import { defineRule, finding, undecided } from "../rule.ts";

interface Repeated {
  readonly retries: number;
  readonly operation?: string;
}

const retry = { max: 3, backoff: "exponential", baseMs: 100, jitter: true } as const;
const charge = { id: "charge", method: "POST", path: "/payments" } as const;
const payment = (endpoint: object) =>
  sketch()
    .service("order")
    .service("payment", { apis: [{ id: "payments", style: "rest", endpoints: [{ ...charge, ...endpoint }] }] });

export const retryNonIdempotent = defineRule<Repeated>({
  id: "resilience/retry-non-idempotent",
  title: "Retrying an operation that is not idempotent",
  severity: "error",
  each: "connection",
  kinds: ["call"],
  check(connection, { index }) {
    const retries = attemptsOf(retryOf(index, connection)) - 1;
    if (retries === 0) return undefined;
    const idempotent = isIdempotent(index, connection);
    if (idempotent === false) {
      const operation = operationOf(index, connection)?.operation.id ?? methodOf(index, connection);
      return finding({ property: "retry", data: { retries, ...(operation === undefined ? {} : { operation }) } });
    }
    return idempotent === undefined && connection.retry ? undecided([`${connection.id}.idempotent`], { property: "idempotent" }) : undefined;
  },
  message: ({ element, data }, { index }) => {
    const { from, to } = endsOf(index, element);
    const what = data.operation ? `${data.operation} of ${to}` : to;
    return `${from} repeats ${what} up to ${data.retries === 1 ? "once" : `${data.retries} times`}, although a repetition may do the work twice.`;
  },
  why: "A timeout does not say whether the work was done: the retry may charge the card or create the order a second time.",
  remedy: "Require an Idempotency-Key that the callee remembers, or do not retry.",
  sources: ["000 §6 Idempotency Required", "002", "004 §5.4"],
  conflicts: ["CF-16"],
  needs: ["connection.retry.max", "connection.operation", "connection.idempotent", "component.apis"],
  fix: {
    title: "Require an Idempotency-Key on the operation (drop the retry when it is not a REST operation)",
    apply(design, found, { index }) {
      const connection = index.connections.get(found.element.id);
      const target = connection && index.target(connection);
      if (!connection) return design;
      const called = operationOf(index, connection);
      if (called?.style !== "rest" || !target || connection.idempotent === false) return updateConnection(design, connection.id, { retry: { max: 0 } });
      const endpoint = { ...called.operation, idempotencyKey: { ...called.operation.idempotencyKey, required: true } };
      return updateComponent(design, target.id, {
        apis: target.apis?.map((api) => (api === called.api ? { ...api, endpoints: api.endpoints?.map((other) => (other === called.operation ? endpoint : other)) } : api)),
      });
    },
  },
  examples: {
    bad: [
      { title: "A payment is repeated without a key", sketch: payment({}).call("order", "payment", { operation: "charge", retry }) },
      { title: "PATCH counts as not idempotent", sketch: payment({ method: "PATCH" }).call("order", "payment", { operation: "charge", retry }) },
      { title: "Declared as not idempotent, and repeated", sketch: sketch().service("order").external("bank").call("order", "bank", { idempotent: false, retry }) },
    ],
    good: [
      {
        title: "With a required Idempotency-Key",
        sketch: payment({ idempotencyKey: { required: true, ttlMs: 86_400_000, claim: "atomic" } }).call("order", "payment", { operation: "charge", retry }),
      },
      { title: "A payment that is not repeated", sketch: payment({}).call("order", "payment", { operation: "charge" }) },
    ],
  },
});
