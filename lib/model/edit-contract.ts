import type { Endpoint } from "./contract.ts";
import type { Design } from "./design.ts";
import { updateComponent } from "./edit.ts";
import type { Id } from "./schema.ts";

/** Changes the endpoints of a component; the same design when the change returns every endpoint as it was. */
export function mapEndpoints(design: Design, componentId: Id, change: (endpoint: Endpoint) => Endpoint): Design {
  const apis = design.components.find((component) => component.id === componentId)?.apis;
  if (!apis) return design;
  let changed = false;
  const next = apis.map((api) => ({
    ...api,
    ...(api.endpoints && {
      endpoints: api.endpoints.map((endpoint) => {
        const made = change(endpoint);
        changed ||= made !== endpoint;
        return made;
      }),
    }),
  }));
  return changed ? updateComponent(design, componentId, { apis: next }) : design;
}
