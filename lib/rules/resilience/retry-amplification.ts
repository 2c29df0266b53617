import { DesignIndex } from "#lib/analysis/design-index.ts";
import { attemptsOf, retryOf, worstAmplification } from "#lib/analysis/retries.ts";
import { updateConnection } from "#lib/model/edit.ts";
import { sketch } from "#lib/model/sketch.ts";
import { defineRule, finding } from "../rule.ts";

interface Multiplied {
  readonly attempts: number;
  readonly factors: readonly number[];
  readonly last: string;
}

const retry = (max: number) => ({ max, backoff: "exponential", baseMs: 100, jitter: true }) as const;
const layers = sketch().gateway("gateway").service("order").service("stock").service("supplier");
const chain = ["gateway-order", "order-stock", "stock-supplier"];

export const retryAmplification = defineRule<Multiplied>({
  id: "resilience/retry-amplification",
  title: "Retries multiply along the chain",
  severity: "error",
  each: "flow",
  check(flow, { index, settings }) {
    const { attempts, path } = worstAmplification(index, flow);
    if (attempts <= settings["retry.amplificationMax"]) return undefined;
    const factors = path.map((call) => attemptsOf(retryOf(index, call))).filter((factor) => factor > 1);
    return finding({ property: "connections", related: path.map((call) => call.id), data: { attempts, factors, last: path.at(-1)?.to ?? "" } });
  },
  message: ({ element, data }, { index, design, settings }) => {
    const flow = design.flows.find((candidate) => candidate.id === element.id);
    const total = data.attempts > 1_000_000 ? "over a million" : String(data.attempts);
    const product = data.factors.length > 1 && data.factors.length < 6 ? `${data.factors.join(" × ")} = ${total}` : total;
    return `In the flow "${flow?.name ?? element.id}" one request can become ${product} attempts at ${index.nameOf(data.last)}, more than ${settings["retry.amplificationMax"]}.`;
  },
  why: "Every layer repeats what the layer above already repeats, so a short disturbance turns into a flood exactly at the component that is struggling.",
  remedy: "Retry on one hop only, best the outermost one, and let the inner hops fail fast.",
  sources: ["000 §6 (thundering herd)", "000 §0 cascading failures", "(derived)"],
  conflicts: ["CF-04", "CF-06"],
  needs: ["connection.retry.max", "design.mesh.retries", "flow.connections"],
  thresholds: ["retry.amplificationMax"],
  fix: {
    title: "Keep retries on the outermost hop only",
    apply(design, found, { index, settings }) {
      const limit = Math.max(1, Math.floor(settings["retry.amplificationMax"]));
      const flow = design.flows.find((candidate) => candidate.id === found.element.id);
      if (!flow) return design;
      let fixed = design;
      for (let current = index; ; current = new DesignIndex(fixed)) {
        const { attempts, path } = worstAmplification(current, flow);
        if (attempts <= limit) break;
        const [outermost, ...inner] = path.filter((call) => attemptsOf(retryOf(current, call)) > 1);
        for (const call of inner) fixed = updateConnection(fixed, call.id, { retry: { ...call.retry, max: 0 } });
        if (outermost && attemptsOf(retryOf(current, outermost)) > limit)
          fixed = updateConnection(fixed, outermost.id, { retry: { ...retryOf(current, outermost), max: limit - 1 } });
      }
      return fixed;
    },
  },
  examples: {
    bad: [
      {
        title: "Three layers with three retries each: 64 attempts",
        sketch: layers
          .call("gateway", "order", { retry: retry(3) })
          .call("order", "stock", { retry: retry(3) })
          .call("stock", "supplier", { retry: retry(3) })
          .flow("reserve", chain),
      },
      {
        title: "The mesh retries on every hop",
        sketch: sketch()
          .service("cart")
          .service("order")
          .service("stock")
          .call("cart", "order")
          .call("order", "stock")
          .flow("reserve", ["cart-order", "order-stock"])
          .set({ mesh: { product: "istio", retries: retry(2) } }),
      },
    ],
    good: [
      {
        title: "Only the outermost hop retries",
        sketch: layers
          .call("gateway", "order", { retry: retry(3) })
          .call("order", "stock")
          .call("stock", "supplier")
          .flow("reserve", chain),
      },
      {
        title: "One layer with five retries",
        sketch: sketch()
          .service("order")
          .external("bank")
          .call("order", "bank", { retry: retry(5) })
          .flow("pay", ["order-bank"]),
      },
    ],
  },
});
