import type { Component } from "#lib/model/component.ts";
import type { Endpoint } from "#lib/model/contract.ts";
import type { Design } from "#lib/model/design.ts";
import { type Patch, patched, updateComponent } from "#lib/model/edit.ts";

/** Method and path of an operation as people write it: `GET /orders`; its id when they are not set. */
export const spoken = (endpoint: Endpoint): string => (endpoint.method !== undefined && endpoint.path !== undefined ? `${endpoint.method} ${endpoint.path}` : endpoint.id);

/** Applies a patch to the operations of a component with this id. */
export function updateEndpoint(design: Design, component: Component, endpointId: string, patch: (endpoint: Endpoint) => Patch<Endpoint>): Design {
  const apis = component.apis?.map((api) =>
    api.endpoints?.some((endpoint) => endpoint.id === endpointId)
      ? { ...api, endpoints: api.endpoints.map((endpoint) => (endpoint.id === endpointId ? patched(endpoint, patch(endpoint)) : endpoint)) }
      : api,
  );
  return updateComponent(design, component.id, { apis });
}
