import type { BodyField, Endpoint } from "#lib/model/contract.ts";
import { mapEndpoints } from "#lib/model/edit-contract.ts";
import { sketch } from "#lib/model/sketch.ts";
import { API_KINDS, checkEndpoints, type EndpointCheck, endpointTarget, operationName } from "../endpoints.ts";
import { defineRule, finding, type Report } from "../rule.ts";

type Data = { readonly operation: string; readonly field: string };
type Field = Pick<BodyField, "name" | "authority">;

/** Values that a server decides in nearly every system, also as `tenant_id` or `roles`. */
const OWNED_BY_SERVER = /^(?:price|total|role|tenant|status|balance)s?(?:[_-]?ids?)?$/iu;

/** Whether the server must decide the value: declared, or known by its name. A search may filter by anything. */
function isOwnedByServer(field: Field, endpoint: Endpoint): boolean {
  if (field.authority !== undefined) return field.authority === "server";
  return endpoint.effect !== "read" && OWNED_BY_SERVER.test(field.name);
}

const check: EndpointCheck<Data> = (endpoint, _api, component) => {
  if (endpoint.body?.fields === undefined) return undefined;
  let owned: Map<string, string> | undefined; // The first path to a field of that name.
  for (const field of endpoint.body.fields) {
    if (isOwnedByServer(field, endpoint) && !owned?.has(field.name)) (owned ??= new Map()).set(field.name, field.name);
    if (field.items === undefined) continue;
    for (const item of field.items) {
      if (isOwnedByServer(item, endpoint) && !owned?.has(item.name)) (owned ??= new Map()).set(item.name, `${field.name}.${item.name}`);
    }
  }
  if (!owned) return undefined;
  const target = endpointTarget(component.id, endpoint);
  const operation = operationName(endpoint);
  const reports: Report<Data>[] = [];
  for (const [name, path] of owned) reports.push(finding({ target: `${target}.${name}`, property: "apis", data: { operation, field: path } }));
  return reports;
};

const shop = sketch().client("web").call("web", "order", { tls: true });
const api = (fields: BodyField[], properties: Partial<Endpoint> = {}) => ({
  apis: [{ id: "orders", style: "rest" as const, endpoints: [{ id: "createOrder", method: "POST", path: "/orders", ...properties, body: { validated: true, fields } }] }],
});

export const clientSuppliedAuthority = defineRule<Data>({
  id: "security/client-supplied-authority",
  title: "Client decides a value the server must own",
  severity: "error",
  each: "component",
  kinds: API_KINDS,
  check: (component, context) => checkEndpoints(component, context, check),
  message: ({ element, data }, { index }) => `${index.nameOf(element.id)} lets the caller of ${data.operation} decide ${data.field}.`,
  why: "A request body is whatever its sender writes: the price becomes one cent, the role becomes administrator.",
  remedy: "Drop the field and compute it on the server from data that the caller cannot change, or declare that the client owns it.",
  sources: ["003 Ex. 1 (price in the request, judged)", "004 §2.4 (role in the sign-up, judged)"],
  needs: ["endpoint.body.fields.authority"],
  fix: {
    title: "Drop the field from the body; the server decides it",
    apply(design, found) {
      const owner = found.element.id;
      return mapEndpoints(design, owner, (endpoint) => {
        if (!found.target.startsWith(`${endpointTarget(owner, endpoint)}.`) || endpoint.body?.fields === undefined) return endpoint;
        const keep = (field: Field) => !isOwnedByServer(field, endpoint) || `${endpointTarget(owner, endpoint)}.${field.name}` !== found.target;
        const fields = endpoint.body.fields.filter(keep).map((field) => (field.items ? { ...field, items: field.items.filter(keep) } : field));
        return { ...endpoint, body: { ...endpoint.body, fields } };
      });
    },
  },
  examples: {
    bad: [
      { title: "The customer names the price", sketch: shop.service("order", api([{ name: "items", items: [{ name: "product_id" }, { name: "quantity" }, { name: "price" }] }])) },
      { title: "Sign up as administrator", sketch: shop.service("order", api([{ name: "email" }, { name: "role" }], { id: "signUp", path: "/users" })) },
      { title: "A field that is declared the server's", sketch: shop.service("order", api([{ name: "discount", authority: "server" }])) },
    ],
    good: [
      { title: "The server looks the price up", sketch: shop.service("order", api([{ name: "items", items: [{ name: "product_id" }, { name: "quantity" }] }])) },
      {
        title: "The seller's own price is the client's to set",
        sketch: shop.service("order", api([{ name: "price", authority: "client" }], { id: "createOffer", path: "/offers" })),
      },
      { title: "A search may filter by status", sketch: shop.service("order", api([{ name: "status" }], { id: "searchOrders", path: "/orders/search", effect: "read" })) },
    ],
  },
});
