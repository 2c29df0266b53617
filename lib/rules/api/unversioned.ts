import type { Api, Endpoint } from "#lib/model/contract.ts";
import { sketch } from "#lib/model/sketch.ts";
import { type ApiCheck, apiName, apiTarget, checkApis, offersRest, updateApi } from "../apis.ts";
import { API_KINDS, isOpen, operationName } from "../endpoints.ts";
import { hasVersion, versionedByUrl } from "../resource-path.ts";
import { defineRule, finding } from "../rule.ts";

type Data = { readonly api: string; readonly open: boolean; readonly operation?: string };

const isUnversioned = ({ path }: Endpoint): boolean => !path || !hasVersion(path);

const check: ApiCheck<Data> = (api, component) => {
  if (!offersRest(api) || (api.versioning !== undefined && api.versioning !== "none")) return undefined;
  if (api.basePath !== undefined && hasVersion(api.basePath)) return undefined;
  const without = api.endpoints?.find(isUnversioned);
  if (!without && api.endpoints?.length) return undefined;
  const some = without && api.endpoints?.some((endpoint) => !isUnversioned(endpoint));
  // Callers outside cannot be asked to change on one day.
  return finding({
    target: apiTarget(component, api),
    property: "apis",
    ...(isOpen(api) && { severity: "error" }),
    data: { api: apiName(api), open: isOpen(api), ...(some && { operation: operationName(without) }) },
  });
};

const shop = sketch().client("web").call("web", "order", { tls: true });
const api = (properties: Partial<Api>) => ({ apis: [{ id: "orders-api", style: "rest" as const, exposure: "public" as const, ...properties }] });

export const unversioned = defineRule<Data>({
  id: "api/unversioned",
  title: "API without a version",
  severity: "warning",
  each: "component",
  kinds: API_KINDS,
  check: (component, context) => checkApis(component, context, check),
  message({ element, data }, { index }) {
    const whom = data.open ? "callers that you cannot update" : "other teams";
    const what = data.operation === undefined ? "without a version" : `with a version in some paths, but none in ${data.operation}`;
    return `${index.nameOf(element.id)} offers ${data.api} to ${whom} ${what}.`;
  },
  why: "Without a version there is no second one: the first change that breaks callers breaks all of them on the same day.",
  remedy: "Put the version into the URL (/v1/…) or into a header, and declare which of the two.",
  sources: ["002 Workflow 3", "003 Step 3.3", "003 Quality Criteria 2", "004 §2.1.4"],
  conflicts: ["CF-20"],
  needs: ["api.versioning", "api.basePath", "api.exposure"],
  fix: {
    title: "Put the version into the URL",
    apply: (design, found, context) => updateApi(design, found, context, versionedByUrl),
  },
  examples: {
    bad: [
      { title: "No version anywhere", sketch: shop.service("order", api({ basePath: "/api", endpoints: [{ id: "listOrders", method: "GET", path: "/api/orders" }] })) },
      {
        title: "Declared as none",
        sketch: shop.service("order", api({ exposure: "internal", versioning: "none", endpoints: [{ id: "rebuild", method: "POST", path: "/rebuild" }] })),
      },
    ],
    good: [
      { title: "In the URL", sketch: shop.service("order", api({ endpoints: [{ id: "listOrders", method: "GET", path: "/api/v1/orders" }] })) },
      { title: "In a header", sketch: shop.service("order", api({ versioning: "header", endpoints: [{ id: "listOrders", method: "GET", path: "/orders" }] })) },
    ],
  },
});
