import { componentDescriptors, connectionDescriptors, type PropertyDescriptor } from "#lib/model/describe.ts";

type Paths = readonly (readonly [path: string, descriptor: PropertyDescriptor])[];

const within = (descriptors: Iterable<PropertyDescriptor>, prefix: string): Paths =>
  [...descriptors].flatMap((descriptor): Paths => {
    const path = `${prefix}${descriptor.key}`;
    return [[path, descriptor], ...(descriptor.control === "object" ? within(descriptor.fields ?? [], `${path}.`) : [])];
  });

const ofComponents = within(componentDescriptors.values(), "");
const PROPERTIES = {
  component: new Map(ofComponents),
  connection: new Map([
    ...within(connectionDescriptors.values(), ""),
    ...(["from", "to"] as const).flatMap((end) => ofComponents.map(([path, descriptor]) => [`${end}.${path}`, descriptor] as const)),
  ]),
} as const;

/** The properties that an own rule can test, as it names them: `slo.p99Ms`, and of a connection also `from.zone`. */
export const testableProperties = (each: "component" | "connection"): ReadonlyMap<string, PropertyDescriptor> => PROPERTIES[each];
