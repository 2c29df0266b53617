import type { Api, Endpoint } from "./contract.ts";
import type { Design } from "./design.ts";
import { updateComponent } from "./edit.ts";
import type { Id } from "./schema.ts";

/** The items with a change made to each; the same list when the change returns every item as it was. */
function mapped<Item>(items: Item[], change: (item: Item) => Item): Item[] {
  const next = items.map(change);
  return next.some((item, at) => item !== items[at]) ? next : items;
}

/** Changes the APIs of a component; the same design when the change returns every API as it was. */
export function mapApis(design: Design, componentId: Id, change: (api: Api) => Api): Design {
  const apis = design.components.find((component) => component.id === componentId)?.apis;
  if (!apis) return design;
  const next = mapped(apis, change);
  return next === apis ? design : updateComponent(design, componentId, { apis: next });
}

/** Changes the endpoints of a component; the same design when the change returns every endpoint as it was. */
export function mapEndpoints(design: Design, componentId: Id, change: (endpoint: Endpoint) => Endpoint): Design {
  return mapApis(design, componentId, (api) => {
    if (!api.endpoints) return api;
    const endpoints = mapped(api.endpoints, change);
    return endpoints === api.endpoints ? api : { ...api, endpoints };
  });
}
