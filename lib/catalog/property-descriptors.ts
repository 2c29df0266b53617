import type { ComponentKind } from "#lib/model/component.ts";
import type { ConnectionKind } from "#lib/model/connection.ts";
import { componentDescriptors, connectionDescriptors, type PropertyDescriptor } from "#lib/model/describe.ts";
import { connectionEntry } from "./connections.ts";
import { kindOf } from "./kinds.ts";

type Descriptors = readonly PropertyDescriptor[];

function narrowed(all: ReadonlyMap<string, PropertyDescriptor>, keys: readonly string[], options: Readonly<Record<string, readonly string[] | undefined>> = {}): Descriptors {
  return keys.flatMap((key) => {
    const descriptor = all.get(key);
    if (!descriptor) return [];
    const choices = options[key];
    return [choices && descriptor.options ? { ...descriptor, options: descriptor.options.filter(({ value }) => choices.includes(String(value))) } : descriptor];
  });
}

const ofComponents = new Map<ComponentKind, Descriptors>();
const ofConnections = new Map<ConnectionKind, Descriptors>();

/** The properties that a kind of component shows, in the order of the inspector, choices narrowed to the kind. The same list on every call. */
export function propertiesOfKind(kind: ComponentKind): Descriptors {
  let descriptors = ofComponents.get(kind);
  if (!descriptors) {
    const { properties, options } = kindOf(kind);
    descriptors = narrowed(componentDescriptors, properties, options);
    ofComponents.set(kind, descriptors);
  }
  return descriptors;
}

/** The properties that a kind of connection shows, in the order of the inspector, choices narrowed to the kind. The same list on every call. */
export function propertiesOfConnection(kind: ConnectionKind): Descriptors {
  let descriptors = ofConnections.get(kind);
  if (!descriptors) {
    const { properties, options } = connectionEntry(kind);
    descriptors = narrowed(connectionDescriptors, properties, options);
    ofConnections.set(kind, descriptors);
  }
  return descriptors;
}
