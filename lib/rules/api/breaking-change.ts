import { breakingChanges, type ContractChange, majorOf, restored } from "#lib/analysis/contract-changes.ts";
import type { Api, Contract } from "#lib/model/contract.ts";
import { mapApis } from "#lib/model/edit-contract.ts";
import { sketch } from "#lib/model/sketch.ts";
import { type ApiCheck, checkApis, partOf, partTarget } from "../apis.ts";
import { API_KINDS, operationName } from "../endpoints.ts";
import { defineRule, finding } from "../rule.ts";

type Data = ContractChange & { readonly major: number };

const check: ApiCheck<Data> = (api, component) => {
  if (api.previous === undefined) return undefined;
  const changes = breakingChanges(api);
  if (changes.length === 0) return undefined;
  const major = majorOf(api);
  return changes.map((change) => finding({ target: partTarget(component, change.subject), property: "apis", data: { ...change, major } }));
};

/** What happened to callers, as the end of a sentence. */
function told({ kind, subject, endpoint, movedTo, field, before, after }: ContractChange): string {
  const operation = endpoint ? operationName(endpoint) : subject || "an unnamed operation";
  const what = field === undefined ? operation : `${field} of ${operation}`;
  switch (kind) {
    case "removed":
      return `${what} is gone`;
    case "moved":
      return `${what} moved to ${movedTo ? operationName(movedTo) : "another address"}`;
    case "fieldRemoved":
      return `the answer of ${operation} lost ${field ?? "a field"}`;
    case "fieldRequired":
      return `${what} must be sent now`;
    case "typeChanged":
      return `${what} was ${before || "of another type"} and is ${after || "of another type"} now`;
  }
}

const shop = sketch().client("web").call("web", "order", { tls: true });
const create = { id: "createOrder", method: "POST", path: "/v1/orders" };
const read = { id: "getOrder", method: "GET", path: "/v1/orders/{id}", responseFields: ["id", "status", "total"] };
const api = (now: Partial<Api>, previous: Partial<Contract>) => ({
  apis: [{ id: "orders-api", style: "rest" as const, ...now, previous: { id: "orders-api", style: "rest" as const, ...previous } }],
});

export const breakingChange = defineRule<Data>({
  id: "api/breaking-change",
  title: "Contract broken within a major version",
  severity: "error",
  each: "component",
  kinds: API_KINDS,
  check: (component, context) => checkApis(component, context, check),
  message: ({ element, data }, { index }) => `Callers of version ${data.major} of ${index.nameOf(element.id)} break: ${told(data)}.`,
  why: "Whoever wrote a client against this version was promised that it goes on working; they find out in production that it does not.",
  remedy: "Offer the change as a new major version beside the old one, or keep the old contract: leave the field, and make the new one optional.",
  sources: ["003 Quality Criteria 2", "004 §1.3", "000 intro"],
  needs: ["api.previous", "api.major"],
  fix: {
    title: "Keep what callers rely on; make the new field optional",
    apply: (design, found) => mapApis(design, found.element.id, (one) => restored(one, partOf(found))),
  },
  examples: {
    bad: [
      { title: "An answer lost its total", sketch: shop.service("order", api({ endpoints: [{ ...read, responseFields: ["id", "status"] }] }, { endpoints: [read] })) },
      {
        title: "A field that nobody sends yet",
        sketch: shop.service(
          "order",
          api({ endpoints: [{ ...create, body: { fields: [{ name: "currency", type: "string", required: true }] } }] }, { endpoints: [{ ...create, body: { fields: [] } }] }),
        ),
      },
      { title: "An endpoint that is gone", sketch: shop.service("order", api({ endpoints: [create] }, { endpoints: [create, read] })) },
    ],
    good: [
      {
        title: "Only additions",
        sketch: shop.service("order", api({ endpoints: [create, { ...read, responseFields: ["id", "status", "total", "currency"] }] }, { endpoints: [read] })),
      },
      { title: "A new major version", sketch: shop.service("order", api({ major: 2, endpoints: [create] }, { major: 1, endpoints: [create, read] })) },
    ],
  },
});
