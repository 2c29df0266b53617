import { type Procedure, procedureName } from "#lib/analysis/contract-changes.ts";
import { freshNumber } from "#lib/analysis/field-numbers.ts";
import type { Api } from "#lib/model/contract.ts";
import { patched } from "#lib/model/edit.ts";
import { mapApis } from "#lib/model/edit-contract.ts";
import { sketch } from "#lib/model/sketch.ts";
import { type ApiCheck, checkApis, lacking, offersGrpc, partOf, partTarget } from "../apis.ts";
import { API_KINDS } from "../endpoints.ts";
import { defineRule, finding, type Report } from "../rule.ts";
import { listed } from "#lib/model/sentence.ts";

type Data = { readonly procedure: string; readonly missing: readonly string[] };

const REQUEST = ["page_size", "page_token"] as const;

/** What a procedure that lists does not take; a stream needs no pages. */
function missingIn({ name, stream, request }: Procedure): readonly string[] {
  return /^List(?![a-z])/u.test(name) && stream !== "server" && stream !== "bidi" ? lacking(request, REQUEST) : [];
}

const check: ApiCheck<Data> = (api, component) => {
  if (api.rpcs === undefined || !offersGrpc(api)) return undefined;
  let reports: Report<Data>[] | undefined;
  for (const rpc of api.rpcs) {
    const missing = missingIn(rpc);
    if (missing.length > 0) (reports ??= []).push(finding({ target: partTarget(component, procedureName(rpc)), property: "apis", data: { procedure: rpc.name, missing } }));
  }
  return reports;
};

/** The API with paging in the procedure, and the next token in its response where that message is described. */
function paged(api: Api, name: string): Api {
  return patched<Api>(api, {
    rpcs: api.rpcs?.map((rpc) => (procedureName(rpc) === name ? { ...rpc, request: [...(rpc.request ?? []), ...missingIn(rpc)] } : rpc)),
    messages: api.messages?.map((message) =>
      message.name === `${name}Response` &&
      lacking(
        message.fields?.map((field) => field.name),
        ["next_page_token"],
      ).length > 0
        ? { ...message, fields: [...(message.fields ?? []), { name: "next_page_token", n: freshNumber(api, message), type: "string" }] }
        : message,
    ),
  });
}

const shop = sketch().service("order").call("order", "stock", { protocol: "grpc" });
const api = (rpc: Partial<Procedure>): { apis: Api[] } => ({
  apis: [
    {
      id: "stock-api",
      style: "grpc",
      package: "shop.stock.v1",
      rpcs: [{ id: "listItems", name: "ListItems", ...rpc }],
      messages: [{ name: "ListItemsResponse", fields: [{ name: "items", n: 1, type: "repeated Item" }] }],
    },
  ],
});

export const protoListWithoutToken = defineRule<Data>({
  id: "api/proto-list-without-token",
  title: "List RPC without page token",
  severity: "warning",
  each: "component",
  kinds: API_KINDS,
  check: (component, context) => checkApis(component, context, check),
  message: ({ element, data }, { index }) => `${data.procedure} of ${index.nameOf(element.id)} cannot be asked for a page: its request lacks ${listed(data.missing)}.`,
  why: "A response of gRPC is refused above 4 MB unless somebody raised the limit: the list works until it has grown, and then fails as a whole.",
  remedy: "Take page_size and page_token in the request, and return next_page_token.",
  sources: ["004 §2.3"],
  needs: ["rpc.name", "rpc.request"],
  fix: {
    title: "Add page_size, page_token and next_page_token",
    apply: (design, found) => mapApis(design, found.element.id, (one) => paged(one, partOf(found))),
  },
  examples: {
    bad: [
      { title: "All items or none", sketch: shop.service("stock", api({ request: ["warehouse"] })) },
      { title: "A size, but no way on", sketch: shop.service("stock", api({ request: ["warehouse", "page_size"] })) },
    ],
    good: [
      { title: "Page by page", sketch: shop.service("stock", api({ request: ["warehouse", "page_size", "page_token"] })) },
      { title: "A stream has no pages", sketch: shop.service("stock", api({ request: ["warehouse"], stream: "server" })) },
    ],
  },
});
