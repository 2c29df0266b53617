import type { Design } from "#lib/model/design.ts";
import {
  componentDescriptors,
  connectionDescriptors,
  flowDescriptors,
  orgDescriptors,
  type PropertyDescriptor,
  requirementsDescriptors,
  boundaryDescriptors,
} from "#lib/model/describe.ts";
import { patched, updateDesign, updateMember } from "#lib/model/edit.ts";
import type { DesignIndex } from "#lib/analysis/design-index.ts";
import type { Editor } from "../editor.ts";

/** A number that a rule asks for: where it belongs and how it is typed. */
export interface MissingNumber {
  /** As the rule names it: `order.perInstanceRps`. */
  readonly path: string;
  /** In words: `Order service: capacity of one instance`. */
  readonly label: string;
  readonly descriptor: PropertyDescriptor;
  /** The design with the number filled in. */
  fill(design: Design, value: number | string): Design;
}

type Plain = Readonly<Record<string, unknown>>;

/** Writes a value at a path of nested objects. */
function withValue(record: Plain, [key, ...rest]: readonly string[], value: unknown): Plain {
  if (key === undefined) return record;
  const inner = record[key];
  return patched<Plain>(record, { [key]: rest.length === 0 ? value : withValue(typeof inner === "object" && inner !== null ? (inner as Plain) : {}, rest, value) });
}

/** The descriptor at a path; ids of list members are passed over, since their fields are described once. */
function descriptorAt(descriptors: ReadonlyMap<string, PropertyDescriptor>, path: readonly string[]): PropertyDescriptor | undefined {
  let found = descriptors.get(path[0] ?? "");
  for (const key of path.slice(1)) found = found?.control === "object" ? found.fields?.find((field) => field.key === key) : undefined;
  return found;
}

const ROOTS = { org: orgDescriptors, requirements: requirementsDescriptors } as const;

/** Works out where a number that a rule misses belongs; nothing when it cannot be typed in one field (then the inspector is the place). */
export function missingNumber(path: string, index: DesignIndex): MissingNumber | undefined {
  for (const [root, descriptors] of Object.entries(ROOTS)) {
    if (!path.startsWith(`${root}.`)) continue;
    const keys = path.slice(root.length + 1).split(".");
    const descriptor = descriptorAt(descriptors, keys);
    const key = root as keyof typeof ROOTS;
    return (
      descriptor && {
        path,
        label: descriptor.title,
        descriptor,
        fill: (design, value) => updateDesign(design, { [key]: withValue(design[key] ?? {}, keys, value) }),
      }
    );
  }
  const lists = [
    ["components", componentDescriptors, index.components],
    ["connections", connectionDescriptors, index.connections],
    ["boundaries", boundaryDescriptors, index.boundaries],
    ["flows", flowDescriptors, new Map(index.design.flows.map((flow) => [flow.id, flow]))],
  ] as const;
  // An id may hold dots, so the longest id that fits is meant.
  const parts = path.split(".");
  for (let length = parts.length - 1; length > 0; length -= 1) {
    const id = parts.slice(0, length).join(".");
    const keys = parts.slice(length);
    for (const [list, descriptors, members] of lists) {
      const member = members.get(id);
      const descriptor = member && descriptorAt(descriptors, keys);
      if (!member || !descriptor) continue;
      const name = "name" in member && typeof member.name === "string" && member.name !== "" ? member.name : connectionName(index, id);
      return {
        path,
        label: `${name}: ${descriptor.title.toLowerCase()}`,
        descriptor,
        fill: (design, value) => updateMember(design, list, id, { [keys[0] ?? ""]: withValue(member as Plain, keys, value)[keys[0] ?? ""] }),
      };
    }
  }
  return undefined;
}

function connectionName(index: DesignIndex, id: string): string {
  const connection = index.connections.get(id);
  return connection ? `${index.nameOf(connection.from)} → ${index.nameOf(connection.to)}` : id;
}

/** Fills in a number that a rule asked for, as one step. */
export const fillMissing = (editor: Editor, missing: MissingNumber, value: number | string): boolean => editor.run(`Set ${missing.label}`, (design) => missing.fill(design, value));
